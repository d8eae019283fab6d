import Testing

@testable import MPI

@Suite(.serialized, .timeLimit(.minutes(10)))
struct RequestTests {
    /// Memory for one exchange, which says when it is gone.
    private final class Memory {
        let sent: UnsafeMutableRawBufferPointer
        let received: UnsafeMutableRawBufferPointer

        init(byteCount: Int) {
            sent = .allocate(byteCount: byteCount, alignment: 16)
            received = .allocate(byteCount: byteCount, alignment: 16)
            received.initializeMemory(as: UInt8.self, repeating: 255)
        }

        deinit {
            sent.deallocate()
            received.deallocate()
        }
    }

    private static let patience = Duration.seconds(20)

    @Test func ialltoall_testedUntilComplete_movesEveryByte() throws {
        let environment = try MPIEnvironment.start()
        try environment.exclusively {
            let world = environment.world
            let memory = Memory(byteCount: 4 * world.size)
            for peer in 0..<world.size {
                memory.sent.storeBytes(of: tag(world.rank, peer), toByteOffset: 4 * peer, as: UInt32.self)
            }
            let request = try world.ialltoall(
                sending: UnsafeRawBufferPointer(memory.sent), receiving: memory.received, byteCount: 4, owner: memory)
            #expect(try Self.completes(request))
            let words = (0..<world.size).map { memory.received.load(fromByteOffset: 4 * $0, as: UInt32.self) }
            #expect(words == (0..<world.size).map { tag($0, world.rank) })
        }
    }

    @Test func request_complete_releasesItsOwner() throws {
        let environment = try MPIEnvironment.start()
        try environment.exclusively {
            let world = environment.world
            weak var observed: Memory?
            let request = try start(on: world, observing: &observed)
            #expect(observed != nil)
            #expect(try Self.completes(request))
            #expect(observed == nil)
        }
    }

    @Test func ialltoallv_reusedTables_moveEveryByte() throws {
        let environment = try MPIEnvironment.start()
        try environment.exclusively {
            let world = environment.world
            let memory = Memory(byteCount: 64 * world.size)
            let sent = SegmentTable(size: world.size)
            let received = SegmentTable(size: world.size)
            for turn in 0..<10 {
                for peer in 0..<world.size {
                    sent.counts[peer] = Int32((world.rank + peer + turn) % 5)
                    sent.displacements[peer] = Int32(64 * peer)
                    received.counts[peer] = Int32((world.rank + peer + turn) % 5)
                    received.displacements[peer] = Int32(64 * peer)
                    memory.sent[64 * peer] = UInt8(16 * world.rank + peer + turn)
                }
                memory.received.initializeMemory(as: UInt8.self, repeating: 255)
                let request = try world.ialltoallv(
                    sending: UnsafeRawBufferPointer(memory.sent), sent, receiving: memory.received, received,
                    owner: memory)
                #expect(try Self.completes(request))
                for peer in 0..<world.size {
                    let expected = received.counts[peer] > 0 ? UInt8(16 * peer + world.rank + turn) : 255
                    #expect(memory.received[64 * peer] == expected)
                }
            }
        }
    }

    /// Whether the exchange ends within the patience, and stays ended.
    private static func completes(_ request: consuming Request) throws -> Bool {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            if try request.test() { return try request.test() && request.isComplete }
        }
        return false
    }

    private func start(on world: Communicator, observing observed: inout Memory?) throws -> Request {
        let memory = Memory(byteCount: world.size)
        memory.sent.initializeMemory(as: UInt8.self, repeating: 1)
        observed = memory
        return try world.ialltoall(
            sending: UnsafeRawBufferPointer(memory.sent), receiving: memory.received, byteCount: 1, owner: memory)
    }

    private func tag(_ sender: Int, _ receiver: Int) -> UInt32 { UInt32(sender << 8 | receiver) }
}
