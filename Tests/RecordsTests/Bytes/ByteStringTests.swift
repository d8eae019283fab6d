import TestSupport
import Testing

@testable import Records

struct ByteStringTests {
    @Test(arguments: boundaryLengths)
    func bytes_anyLength_areThoseGiven(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 1) }
        let string = ByteString(bytes)
        #expect(string.count == length)
        #expect(string.isEmpty == (length == 0))
        #expect(Array(string) == bytes)
        #expect((0..<length).map { string[$0] } == bytes)
        #expect(string.withUnsafeBytes { Array($0) } == bytes)
        #expect(Array(string.reversed()) == bytes.reversed())
    }

    @Test(arguments: boundaryLengths)
    func representation_anyOrigin_isUniqueUpToFifteenBytes(length: Int) {
        let bytes = [UInt8](repeating: 255, count: length)
        let storage = bytes.withUnsafeBytes { ByteStorage(copying: $0) }
        let origins = [
            ByteString(bytes), ByteString(AnySequence(bytes)), ByteString(wholeOf: storage),
            ByteString([0] + bytes + [0]).slice(1..<length + 1), bytes.withUnsafeBytes { ByteString($0) },
        ]
        for origin in origins {
            #expect(origin == origins[0])
            #expect(origin.hashValue == origins[0].hashValue)
            #expect((origin.owner == nil) == (length <= 15))
            if length <= 15 { #expect(origin.low == origins[0].low && origin.high == origins[0].high) }
        }
    }

    @Test func size_isThreeWords_alsoWhenOptional() {
        #expect(MemoryLayout<ByteString>.size == 24)
        #expect(MemoryLayout<ByteString?>.size == 24)
    }

    @Test(arguments: 1...6)
    func order_randomStrings_isThatOfTheirBytes(seed: UInt64) {
        var dice = TextDice(seed: seed)
        let lengths = boundaryLengths.filter { $0 < 40 }
        let all = (0..<300).map { _ in dice.bytes(count: lengths.randomElement(using: &dice)!, of: [0, 1, 255]) }
        for (left, right) in zip(all, all.shuffled(using: &dice)) {
            let (a, b) = (ByteString(left), ByteString(right))
            #expect((a < b) == left.lexicographicallyPrecedes(right))
            #expect((a == b) == (left == right))
            let extended = ByteString(left + [0])
            #expect(a < extended && a != extended && !(extended < a))
        }
        #expect(
            all.map { ByteString($0) }.sorted().map { Array($0) } == all.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test(arguments: boundaryLengths)
    func equality_oneByteDiffers_isFalse(length: Int) {
        let bytes = [UInt8](repeating: 7, count: length)
        for index in 0..<length {
            var other = bytes
            other[index] = 8
            #expect(ByteString(bytes) != ByteString(other))
        }
    }

    @Test func owned_sliceOfALargeBlock_letsTheBlockGo() {
        weak var released: ByteStorage?
        var kept: ByteString = ""
        do {
            let storage = [UInt8](repeating: 65, count: 99).withUnsafeBytes { ByteStorage(copying: $0) }
            released = storage
            kept = ByteString(wholeOf: storage).slice(10..<50).owned()
        }
        #expect(released == nil)
        #expect(kept == ByteString([UInt8](repeating: 65, count: 40)))
    }

    @Test func owned_stringWithItsOwnStorage_isNotCopied() {
        let string = ByteString([UInt8](repeating: 65, count: 40))
        #expect(string.owned().owner === string.owner)
    }

    @Test(arguments: boundaryLengths)
    func slice_atTheEdgesOfAPage_readsNothingOutside(length: Int) {
        let page = GuardedPage()
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 + 1) }
        for atEnd in [false, true] {
            let storage = ByteStorage(lending: UnsafeRawBufferPointer(page.bytes)) {}
            let string = ByteString(slice: page.place(bytes, atEnd: atEnd), of: storage)
            #expect(Array(string) == bytes)
            #expect(string.owned() == string)
            #expect(KeyHash.hash(string) == KeyHash.hash(ByteString(bytes)))
        }
    }
}
