import TestSupport
import Testing

@testable import Records

/// Looking at values where they lie, in loops over records.
struct ValueInPlaceTests {
    private struct Refusal: Error {}

    /// The only string of a storage that is not kept alive otherwise.
    private final class Place {
        let pointer = UnsafeMutablePointer<ByteString>.allocate(capacity: 1)
        private weak var storage: ByteStorage?
        var isStorageAlive: Bool { storage != nil }

        init(count: Int) {
            let storage = [UInt8](repeating: 97, count: count).withUnsafeBytes { ByteStorage(copying: $0) }
            self.storage = storage
            pointer.initialize(to: ByteString(wholeOf: storage))
        }

        deinit { pointer.deallocate() }
    }

    @Test(arguments: [0, 1, 15, 16, 100]) func withValue_leavesTheStringThere(count: Int) {
        let place = Place(count: count)
        #expect(place.pointer.withValue { $0.count } == count)
        #expect(throws: Refusal.self) { try place.pointer.withValue { _ throws(Refusal) in throw Refusal() } }
        #expect(place.isStorageAlive == (count > 15))
        do {
            let text = place.pointer.move()
            #expect(text == ByteString(repeatElement(97, count: count)))
        }
        #expect(!place.isStorageAlive)
    }

    @Test(arguments: [0, 1, 15, 16, 100]) func withMovedValue_takesTheStringAway(count: Int) {
        let place = Place(count: count)
        #expect(place.pointer.withMovedValue { $0 == ByteString(repeatElement(97, count: count)) })
        #expect(!place.isStorageAlive)
    }

    @Test func withMovedValue_bodyThrows_takesTheStringAway() {
        let place = Place(count: 16)
        #expect(throws: Refusal.self) { try place.pointer.withMovedValue { _ throws(Refusal) in throw Refusal() } }
        #expect(!place.isStorageAlive)
    }

    @Test func otherValues_areHandedOverAsTheyAre() {
        let ledger = Tracked.Ledger()
        let place = UnsafeMutablePointer<Tracked>.allocate(capacity: 1)
        defer { place.deallocate() }
        place.initialize(to: Tracked(7, in: ledger))
        #expect(place.withValue { $0.value } == 7 && ledger.count == 1)
        #expect(place.withMovedValue { $0.value } == 7 && ledger.count == 0)
    }
}
