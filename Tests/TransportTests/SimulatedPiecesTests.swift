import Testing
import Transport

/// Two simulated ranks that one thread drives.
@Suite(.timeLimit(.minutes(10)))
struct SimulatedPiecesTests {
    private final class Memory {
        let bytes: UnsafeMutableRawBufferPointer

        init(_ values: [UInt8]) {
            bytes = .allocate(byteCount: values.count, alignment: 8)
            bytes.copyBytes(from: values)
        }

        deinit { bytes.deallocate() }
    }

    /// More polls than anything is kept back for.
    private static let polls = 2 * SimulatedDelays.varied.longestStall

    private static func announced(seed: UInt64) throws -> [any PieceExchange] {
        let cluster = SimulatedCluster(ranks: 2, seed: seed)
        let exchanges = try (0..<2).map { rank in
            let words = (0..<2 * PieceAnnouncement.wordCount).map { UInt64(100 * rank + $0) }
            return try cluster.network(for: rank).startExchange(announcing: words)
        }
        for (rank, exchange) in exchanges.enumerated() {
            var words: [UInt64]?
            for _ in 0..<Self.polls where words == nil { words = try exchange.announcements() }
            let first = UInt64(rank * PieceAnnouncement.wordCount)
            let expected = [0, 100].flatMap { start in
                (0..<UInt64(PieceAnnouncement.wordCount)).map { start + first + $0 }
            }
            #expect(words == expected)
        }
        return exchanges
    }

    @Test func announcements_oneRankMissing_areNil() throws {
        let cluster = SimulatedCluster(ranks: 2, seed: 1)
        let words = [UInt64](repeating: 0, count: 2 * PieceAnnouncement.wordCount)
        let exchange = try cluster.network(for: 0).startExchange(announcing: words)
        for _ in 0..<Self.polls { #expect(try exchange.announcements() == nil) }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func take_severalPieces_getsThemInOrder(seed: UInt64) throws {
        let exchanges = try Self.announced(seed: seed)
        let given = [Memory([1]), Memory([2, 2]), Memory([3, 3, 3])]
        let taken = given.map { Memory([UInt8](repeating: 0, count: $0.bytes.count)) }
        for memory in given { exchanges[0].give(UnsafeRawBufferPointer(memory.bytes), to: 1, owner: memory) }
        for memory in taken { exchanges[1].take(memory.bytes, from: 0, owner: memory) }
        for _ in 0..<3 * Self.polls { for exchange in exchanges { _ = try exchange.poll() } }
        #expect(try exchanges.allSatisfy { try $0.poll() })
        #expect(taken.map { Array($0.bytes) } == [[1], [2, 2], [3, 3, 3]])
    }

    @Test func poll_pieceOfAnotherSize_throws() throws {
        let exchanges = try Self.announced(seed: 2)
        let (given, taken) = (Memory([1, 2]), Memory([0]))
        exchanges[0].give(UnsafeRawBufferPointer(given.bytes), to: 1, owner: given)
        exchanges[1].take(taken.bytes, from: 0, owner: taken)
        let error = #expect(throws: TransportError.self) {
            for _ in 0..<Self.polls { _ = try exchanges[1].poll() }
        }
        #expect(error?.message == "rank 1 takes 1 bytes where rank 0 gives 2")
    }

    @Test func poll_pieceChangedOnItsWay_throws() throws {
        let exchanges = try Self.announced(seed: 3)
        let given = Memory([1, 2])
        exchanges[0].give(UnsafeRawBufferPointer(given.bytes), to: 1, owner: given)
        given.bytes[1] = 3
        let error = #expect(throws: TransportError.self) {
            for _ in 0..<Self.polls { _ = try exchanges[0].poll() }
        }
        #expect(error?.message == "rank 0 changed a piece of exchange 0 that is on its way")
    }
}
