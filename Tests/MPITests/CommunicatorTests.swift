import Testing

@testable import MPI

/// Under `mpirun -n` 1 to 4 with `--no-parallel`, these run on all ranks together; under `swift test` on one rank.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct CommunicatorTests {
    /// Calls of MPI don't overlap, even if another suite uses it at the same time.
    private func withWorld<Result>(_ body: (Communicator) throws -> Result) throws -> Result {
        let environment = try MPIEnvironment.start()
        return try environment.exclusively { try body(environment.world) }
    }

    @Test func start_underLauncher_seesAllRanks() throws {
        let environment = try MPIEnvironment.start()
        #expect(environment.world.size == Launch.size)
        #expect(!environment.libraryVersion.isEmpty)
        #expect(try MPIEnvironment.start() === environment)
    }

    @Test func allreduce_unsigned_reducesEveryIndex() throws {
        try withWorld { world in
            let size = UInt64(world.size)
            let values = [UInt64(world.rank), 7, .max]
            let sums = try world.allreduce(values, .sum)
            #expect(sums == [size * (size - 1) / 2, 7 * size, 0 &- size])
            let minima = try world.allreduce(values, .minimum)
            #expect(minima == [0, 7, .max])
            let maxima = try world.allreduce(values, .maximum)
            #expect(maxima == [size - 1, 7, .max])
            let nothing = try world.allreduce([UInt64](), .sum)
            #expect(nothing == [])
        }
    }

    @Test func allreduce_signedAndFloating_keepTheirOrder() throws {
        try withWorld { world in
            let lowest = try world.allreduce(Int64(-world.rank), .minimum)
            #expect(lowest == Int64(1 - world.size))
            let highest = try world.allreduce(Int64(-world.rank), .maximum)
            #expect(highest == 0)
            let sum = try world.allreduce(0.5, .sum)
            #expect(sum == Double(world.size) / 2)
            let lowestDouble = try world.allreduce(-Double(world.rank), .minimum)
            #expect(lowestDouble == Double(1 - world.size))
        }
    }

    @Test(arguments: [1, 5, 64, 1 << 20])
    func broadcast_anyLimit_copiesEveryByte(limit: Int) throws {
        try withWorld { world in
            for root in 0..<world.size {
                var bytes = (0..<100).map { UInt8($0 + (world.rank == root ? root : 77)) }
                try bytes.withUnsafeMutableBytes { try world.broadcast($0, from: root, limit: limit) }
                #expect(bytes == (0..<100).map { UInt8($0 + root) })
            }
        }
    }

    @Test func alltoall_blocks_arriveInRankOrder() throws {
        try withWorld { world in
            let sent = (0..<world.size).flatMap { [UInt16(world.rank), UInt16($0)] }
            var received = [UInt16](repeating: 0, count: sent.count)
            try sent.withUnsafeBytes { source in
                try received.withUnsafeMutableBytes { target in
                    try world.alltoall(sending: source, receiving: target, byteCount: 4)
                }
            }
            #expect(received == (0..<world.size).flatMap { [UInt16($0), UInt16(world.rank)] })
        }
    }

    @Test(arguments: [1, 3, 16, 1 << 20])
    func alltoallv_anyLimit_movesEveryByte(limit: Int) throws {
        func count(_ sender: Int, _ receiver: Int) -> Int { (sender * 3 + receiver * 5) % 9 }
        try withWorld { world in
            let rank = world.rank
            let sent = (0..<world.size).flatMap { [UInt8](repeating: UInt8(16 * rank + $0), count: count(rank, $0)) }
            let expected = (0..<world.size).flatMap {
                [UInt8](repeating: UInt8(16 * $0 + rank), count: count($0, rank))
            }
            var received = [UInt8](repeating: 255, count: expected.count)
            try sent.withUnsafeBytes { source in
                try received.withUnsafeMutableBytes { target in
                    try world.alltoallv(
                        sending: source, Segments(packing: (0..<world.size).map { count(rank, $0) }),
                        receiving: target, Segments(packing: (0..<world.size).map { count($0, rank) }), limit: limit)
                }
            }
            #expect(received == expected)
        }
    }

    @Test func duplicate_freed_leavesTheOriginal() throws {
        try withWorld { world in
            let copy = try world.duplicate()
            #expect(copy.rank == world.rank && copy.size == world.size)
            let count = try copy.allreduce(UInt64(1), .sum)
            #expect(count == UInt64(world.size))
            try copy.free()
            try world.barrier()
        }
    }

    @Test func broadcast_mpiRefuses_saysWhichCallAndWhy() throws {
        try withWorld { world in
            let error = #expect(throws: MPIError.self) { try world.check(worldErrorCode, "MPI_Bcast") }
            #expect(error?.kind == .call)
            #expect(error?.code == worldErrorCode)
            #expect(error?.rank == world.rank)
            #expect(error?.message.hasPrefix("MPI_Bcast failed with code \(worldErrorCode): ") == true)
            #expect(error?.message.contains("MPI_ERR") == true, "\(String(describing: error))")
            #expect(error?.errorClass != 0)
        }
    }

    /// A code that every MPI knows.
    private var worldErrorCode: Int32 { 5 }
}
