import Testing

@testable import Dataflow

struct RangeTests {
    private func sample(of count: Int, capacity: Int, steps: Int, seed: UInt64) -> RecordSample<Int> {
        var sample = RecordSample<Int>(capacity: capacity, seed: seed)
        let records = Array(0..<count)
        records.withUnsafeBufferPointer { buffer in
            for start in stride(from: 0, to: count, by: steps) {
                sample.pass(buffer.baseAddress! + start, count: min(steps, count - start))
            }
        }
        return sample
    }

    @Test(arguments: [0, 1, 31, 32, 1000, 100_000], [1, 7, 1000])
    func sample_standsForAll(count: Int, steps: Int) {
        for seed in 0..<5 {
            let sample = sample(of: count, capacity: 64, steps: steps, seed: UInt64(seed))
            #expect(sample.records == sample.records.sorted() && Set(sample.records).count == sample.records.count)
            #expect(sample.records.count < 64 && (count == 0 || sample.records.count >= min(count, 31)))
            // Within the last run, which may have been cut.
            let standsFor = sample.weight * UInt64(sample.records.count)
            #expect(standsFor <= UInt64(count) + sample.weight && standsFor + 2 * sample.weight >= UInt64(count))
        }
    }

    @Test func sample_isSpreadEvenly() {
        let sample = sample(of: 1 << 16, capacity: 128, steps: 100, seed: 3)
        let firstHalf = sample.records.count { $0 < 1 << 15 }
        #expect(abs(2 * firstHalf - sample.records.count) <= 4)
    }

    private func bounds(_ sample: [(weight: UInt64, record: Int)], _ count: Int) -> [Int] {
        let slot = RangeBounds<Int>().slot(of: Replica(index: 0, count: 1, seed: 0))
        slot.divide(sample.map { SampledRecord(weight: $0.weight, record: $0.record) }, into: count)
        return slot.bounds
    }

    @Test func divide_weighsWhatRecordsStandFor() {
        #expect(bounds((0..<100).map { (1, $0) }, 4) == [25, 50, 75])
        #expect(bounds([(10, 1), (1, 2), (1, 3), (8, 4)], 2) == [2])
        #expect(bounds([(1, 7)], 3) == [7, 7])
        #expect(bounds([(5, 3), (5, 3), (5, 3)], 3) == [3, 3])
        #expect(bounds((0..<100).map { (1, $0) }, 1) == [])
        #expect(bounds([], 3) == [])
    }
}
