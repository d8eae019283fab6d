import Testing

@testable import Dataflow

struct DistributionTests {
    /// What each receiver got, and how many records were taken, when slots hold `capacity` records and `step` records come
    /// at once, else all.
    private func run(
        _ distribution: Distribution<Int>, records: [Int], step: Int? = nil, receivers: Int, capacity: Int,
        local: Range<Int> = 0..<0
    ) throws -> (got: [[Int]], consumed: Int, blocked: Int) {
        let input = UnsafeMutablePointer<Int>.allocate(capacity: records.count)
        input.initialize(from: records, count: records.count)
        let batches = (0..<receivers).map { _ in Batch<Int>(capacity: capacity, isTimed: false) }
        let slots = UnsafeMutablePointer<StagingSlot<Int>>.allocate(capacity: receivers)
        defer {
            input.deallocate()
            slots.deallocate()
        }
        for (receiver, batch) in batches.enumerated() {
            (slots + receiver).initialize(to: StagingSlot(base: batch.base, times: nil, capacity: capacity))
        }
        var partition = Partition(slots: slots, receivers: receivers, localReceivers: local, seed: 0, turn: 0)
        var cursor = Cursor(available: 0, produced: 0, capacity: 0)
        for start in stride(from: 0, to: records.count, by: step ?? records.count) {
            let end = min(start + (step ?? records.count), records.count)
            cursor = Cursor(consumed: cursor.consumed, available: end, produced: 0, capacity: 0)
            try distribution.makeKernel(Replica(index: 0, count: 1, seed: 0))(&cursor, input, &partition)
        }
        let got = (0..<receivers).map { receiver in
            (0..<slots[receiver].count).map { slots[receiver].base[$0] }
        }
        return (got, cursor.consumed, partition.blocked)
    }

    @Test func gather_givesAllToTheFirst() throws {
        let result = try run(.gather, records: [1, 2, 3], receivers: 2, capacity: 5)
        #expect(result.got == [[1, 2, 3], []] && result.consumed == 3 && result.blocked == -1)
    }

    @Test func gather_withoutRoom_saysWhoHasNone() throws {
        let result = try run(.gather, records: [1, 2, 3], receivers: 2, capacity: 2)
        #expect(result.got == [[1, 2], []] && result.consumed == 2 && result.blocked == 0)
    }

    @Test func rebalance_givesEachItsRun() throws {
        let result = try run(.rebalance, records: Array(0..<7), receivers: 3, capacity: 9)
        #expect(result.got == [[0, 1, 6], [2, 3], [4, 5]] && result.consumed == 7)
    }

    @Test(arguments: 1...9, 2...5)
    func rebalance_fewRecordsAtATime_givesAllTheSame(step: Int, receivers: Int) throws {
        let records = Array(0..<step * 100)
        let result = try run(.rebalance, records: records, step: step, receivers: receivers, capacity: records.count)
        let counts = result.got.map(\.count)
        #expect(counts.max()! - counts.min()! <= step, "\(counts)")
    }

    @Test(arguments: [5, 7, 24])
    func rebalance_slotsThatFillWithinARun_giveAllTheSame(capacity: Int) throws {
        let batches = (0..<2).map { _ in Batch<Int>(capacity: capacity, isTimed: false) }
        func empty(_ receiver: Int) -> StagingSlot<Int> {
            StagingSlot(base: batches[receiver].base, times: nil, capacity: capacity)
        }
        let slots = UnsafeMutablePointer<StagingSlot<Int>>.allocate(capacity: 2)
        let input = UnsafeMutablePointer<Int>.allocate(capacity: 32)
        defer {
            slots.deallocate()
            input.deallocate()
        }
        for receiver in 0..<2 { (slots + receiver).initialize(to: empty(receiver)) }
        input.initialize(repeating: 7, count: 32)
        var partition = Partition(slots: slots, receivers: 2, localReceivers: 0..<0, seed: 0, turn: 0)
        var counts = [0, 0]
        for _ in 0..<100 {
            var cursor = Cursor(available: 32, produced: 0, capacity: 0)
            while cursor.consumed < 32 {
                try Distribution<Int>.rebalance.makeKernel(Replica(index: 0, count: 1, seed: 0))(
                    &cursor, input, &partition)
                guard partition.blocked >= 0 else { continue }
                counts[partition.blocked] += slots[partition.blocked].count
                slots[partition.blocked] = empty(partition.blocked)
                partition.blocked = -1
            }
        }
        for receiver in 0..<2 { counts[receiver] += slots[receiver].count }
        #expect(counts[0] + counts[1] == 3200 && abs(counts[0] - counts[1]) <= 16, "\(counts)")
    }

    @Test func broadcast_givesACopyToEach() throws {
        let result = try run(.broadcast, records: [1, 2], receivers: 3, capacity: 2)
        #expect(result.got == [[1, 2], [1, 2], [1, 2]] && result.consumed == 2)
    }

    @Test func broadcast_withoutRoom_givesNobodyMoreThanTheOthers() throws {
        let result = try run(.broadcast, records: [1, 2, 3], receivers: 2, capacity: 2)
        #expect(result.got == [[1, 2], [1, 2]] && result.consumed == 2)
    }

    @Test func broadcastOnRank_leavesOtherRanksOut() throws {
        let result = try run(.broadcastOnRank, records: [1], receivers: 4, capacity: 2, local: 1..<3)
        #expect(result.got == [[], [1], [1], []])
    }
}
