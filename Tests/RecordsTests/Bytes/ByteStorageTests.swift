import Records
import Synchronization
import Testing

struct ByteStorageTests {
    @Test func storage_lentBlock_isReleasedOnceWithTheLastSlice() {
        let releases = Counter()
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
        defer { block.deallocate() }
        block.initializeMemory(as: UInt8.self, repeating: 97)
        var slices: [ByteString] = []
        do {
            let storage = ByteStorage(lending: UnsafeRawBufferPointer(block)) { releases.add() }
            let whole = ByteString(wholeOf: storage)
            slices = [whole.slice(0..<20), whole.slice(20..<40), whole.slice(40..<44)]
        }
        #expect(releases.value == 0)
        slices.removeFirst(2)
        #expect(releases.value == 1)
        #expect(slices == ["aaaa"])
    }

    @Test func storage_lentBlock_isNotWritable() {
        let storage = ByteStorage(lending: UnsafeRawBufferPointer(start: nil, count: 0)) {}
        #expect(storage.mutableBytes == nil)
    }

    @Test func storage_ownBlock_holdsWhatIsWritten() {
        let storage = ByteStorage(byteCount: 26)
        for index in 0..<26 { storage.mutableBytes![index] = UInt8(97 + index) }
        #expect(ByteString(wholeOf: storage) == "abcdefghijklmnopqrstuvwxyz")
    }

    @Test func storage_empty_hasNoBytes() {
        #expect(ByteString(wholeOf: ByteStorage(byteCount: 0)).isEmpty)
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        var value: Int { count.load(ordering: .relaxed) }
        func add() { count.add(1, ordering: .relaxed) }
    }
}
