import Testing

@testable import Session

struct CollectivePlanTests {
    /// Blocks of a share are as many on every rank, also where a share is empty: givers and takers cut alike.
    @Test(arguments: [1, 2, 3, 4, 7], [1, 3, 100])
    func reducing_unevenShares_givesWhatOthersTake(ranks: Int, block: Int) {
        let shares = Shares.ranges(of: (0..<ranks).map { ($0 * 5) % 11 })
        let count = shares.last?.upperBound ?? 0
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 8)
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, block * ranks), alignment: 8)
        defer {
            memory.deallocate()
            scratch.deallocate()
        }
        let combination = Combination(stride: 1) { _, _, _ in }
        let plans = (0..<ranks).map { rank in
            CollectivePlan.reducing(
                UnsafeRawBufferPointer(memory), shares, to: memory, block: block, scratch: scratch, rank: rank,
                combination)
        }
        #expect(Set(plans.map(\.stepCount)).count == 1)
        var reduced = [Int](repeating: 0, count: ranks)
        for index in 0..<plans[0].stepCount {
            let steps = plans.map { $0.step(index) }
            for (taker, step) in steps.enumerated() {
                for (giver, place) in step.takes {
                    let given = steps[giver].gives.first { $0.peer == taker }
                    #expect(given?.bytes.count == place.count)
                    if giver == (taker + 1) % ranks { reduced[taker] += place.count }
                }
            }
        }
        if ranks > 1 { #expect(reduced == shares.map(\.count)) }
    }

    @Test func combine_threeRanks_goesFromTheFirstToTheLast() {
        let blocks: [[Int]] = [[100, 200], [7, 8], [1, 2]]
        var result = [0, 0]
        let combination = Combination(stride: MemoryLayout<Int>.stride) { combined, next, count in
            let combined = combined.assumingMemoryBound(to: Int.self)
            let next = next.assumingMemoryBound(to: Int.self)
            for index in 0..<count { combined[index] = 2 * combined[index] - next[index] }
        }
        result.withUnsafeMutableBytes { target in
            blocks[0].withUnsafeBytes { first in
                blocks[1].withUnsafeBytes { second in
                    blocks[2].withUnsafeBytes { third in
                        combination.combine(
                            [first, second, third].map { $0.baseAddress! }, count: 2, into: target.baseAddress!)
                    }
                }
            }
        }
        #expect(result == [2 * (2 * 100 - 7) - 1, 2 * (2 * 200 - 8) - 2])
    }
}
