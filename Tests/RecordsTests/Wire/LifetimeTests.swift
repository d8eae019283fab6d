import TestSupport
import Testing

@testable import Records

/// A decode that throws ends exactly what it has made; nothing is released twice.
struct LifetimeTests {
    /// Sends records of which the one at `index` can't be read, and counts what is alive afterwards.
    private func leftover<Record>(_ index: Int, _ make: (Int, Tracked.Ledger) -> Record) throws -> Int {
        let ledger = Tracked.Ledger()
        try Counted.$ledger.withValue(ledger) {
            let records = (0..<8).map { make($0 == index ? 13 : $0, ledger) }
            var trip = try WireTrip<Record>()
            trip.frameTarget = 1 << 16
            let frames = try trip.encode(records)
            #expect(throws: WireError.self) { try trip.decode(frames[0]) }
        }
        return ledger.count
    }

    @Test(arguments: 0..<8) func record_throws_leavesNothingAlive(index: Int) throws {
        #expect(try leftover(index) { Counted($0, in: $1) } == 0)
    }

    @Test(arguments: 0..<8) func tuple_lastElementThrows_leavesNothingAlive(index: Int) throws {
        #expect(try leftover(index) { (Counted(1, in: $1), "a", Counted($0, in: $1)) } == 0)
    }

    @Test(arguments: 0..<8) func array_elementThrows_leavesNothingAlive(index: Int) throws {
        #expect(try leftover(index) { [(Counted(1, in: $1), 1), (Counted($0, in: $1), 2)] } == 0)
    }

    @Test(arguments: 0..<8) func dictionary_valueThrows_leavesNothingAlive(index: Int) throws {
        #expect(try leftover(index) { [Counted(2, in: $1): Counted($0, in: $1)] } == 0)
    }

    @Test(arguments: 0..<8) func optional_wrappedThrows_leavesNothingAlive(index: Int) throws {
        #expect(try leftover(index) { Optional((Counted($0, in: $1), 1)) } == 0)
    }

    /// Short strings have no storage; those that have one give it up once, also where a frame is full in between.
    @Test func encode_shortAndLongByteStrings_movesThemOut() throws {
        final class Storages { weak var last: ByteStorage? }
        let kept = (0..<40).map { _ in Storages() }
        let frames = try WireTrip<ByteString>().encode(
            kept.enumerated().map { place, kept in
                let bytes = [UInt8](repeating: UInt8(place), count: place)
                let storage = bytes.withUnsafeBytes { ByteStorage(copying: $0) }
                kept.last = storage
                return ByteString(wholeOf: storage)
            })
        #expect(frames.count > 10 && frames.map(\.records).reduce(0, +) == 40)
        #expect(kept.allSatisfy { $0.last == nil })
        let texts = try frames.flatMap { try WireTrip<ByteString>().decode($0) }
        #expect(texts == (0..<40).map { ByteString(repeatElement(UInt8($0), count: $0)) })
    }

    @Test func encode_allRecords_movesThemOut() throws {
        let ledger = Tracked.Ledger()
        let frames = try WireTrip<(Counted, Int)>().encode((0..<20).map { (Counted($0, in: ledger), $0) })
        #expect(frames.map(\.records).reduce(0, +) == 20)
        #expect(ledger.count == 0)
    }
}
