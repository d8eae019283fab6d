import Testing

@testable import MPI

@Suite(.serialized, .timeLimit(.minutes(10)))
struct MessageTests {
    /// One message to each rank and one from each.
    private final class Memory {
        let sent: [UInt8]
        let received: UnsafeMutableRawBufferPointer

        init(_ sent: [UInt8], from ranks: Int) {
            self.sent = sent
            received = .allocate(byteCount: sent.count * ranks, alignment: 16)
            received.initializeMemory(as: UInt8.self, repeating: 255)
        }

        deinit { received.deallocate() }
    }

    private final class Pending {
        var request: Request

        init(_ request: consuming Request) { self.request = request }
    }

    @Test(arguments: [1, 100_000])
    func messages_oneAfterTheOther_arriveInOrder(byteCount: Int) throws {
        let environment = try MPIEnvironment.start()
        try environment.exclusively {
            let world = environment.world
            let peers = (0..<world.size).filter { $0 != world.rank }
            let turns: [UInt8] = [1, 2, 3]
            let memories = turns.map {
                Memory([UInt8](repeating: 16 * $0 + UInt8(world.rank), count: byteCount), from: world.size)
            }
            var pending: [Pending] = []
            for memory in memories {
                for peer in peers {
                    let place = UnsafeMutableRawBufferPointer(
                        rebasing: memory.received[peer * byteCount..<(peer + 1) * byteCount])
                    pending.append(Pending(try world.irecv(place, from: peer, tag: 7, owner: memory)))
                }
            }
            for memory in memories {
                for peer in peers {
                    pending.append(
                        try memory.sent.withUnsafeBytes {
                            Pending(try world.isend($0, to: peer, tag: 7, owner: memory))
                        })
                }
            }
            let deadline = ContinuousClock.now + .seconds(20)
            while try pending.contains(where: { try !$0.request.test() }) {
                try #require(ContinuousClock.now < deadline)
            }
            for (turn, memory) in zip(turns, memories) {
                for peer in peers {
                    let arrived = memory.received[peer * byteCount..<(peer + 1) * byteCount]
                    #expect(arrived.allSatisfy { $0 == 16 * turn + UInt8(peer) })
                }
            }
        }
    }
}
