import TestSupport
import Testing

@testable import Dataflow

struct BatchTests {
    private func batch(_ count: Int, _ ledger: Tracked.Ledger) -> Batch<Tracked> {
        let batch = Batch<Tracked>(capacity: 10, isTimed: false)
        for value in 0..<count { (batch.base + value).initialize(to: Tracked(value, in: ledger)) }
        batch.end = count
        return batch
    }

    @Test(arguments: 0...10) func deinit_partlyConsumed_endsTheRest(consumed: Int) {
        let ledger = Tracked.Ledger()
        do {
            let batch = batch(10, ledger)
            batch.first.deinitialize(count: consumed)
            batch.consume(consumed)
            #expect(batch.count == 10 - consumed && ledger.count == 10 - consumed)
        }
        #expect(ledger.count == 0)
    }

    @Test func consume_all_startsAnew() {
        let ledger = Tracked.Ledger()
        let batch = batch(4, ledger)
        batch.first.deinitialize(count: 4)
        batch.consume(4)
        #expect(batch.start == 0 && batch.end == 0)
    }

    @Test(arguments: [true, false]) func append_ofAnotherBatch_keepsCounts(isMoving: Bool) {
        let ledger = Tracked.Ledger()
        do {
            let (target, source) = (batch(2, ledger), batch(5, ledger))
            target.append(3, of: source, moving: isMoving)
            #expect(target.count == 5 && source.count == (isMoving ? 2 : 5))
            #expect((0..<5).map { target.base[$0].value } == [0, 1, 0, 1, 2])
        }
        #expect(ledger.count == 0)
    }

    @Test func pool_batch_comesBack() {
        let pool = BatchPool<Int>(capacity: 4, isTimed: false, pooled: PooledBytes())
        let batch = pool.take()
        pool.give(batch)
        #expect(pool.take() === batch)
    }

    @Test func pool_batchOfAnotherSize_isNotKept() {
        let pool = BatchPool<Int>(capacity: 4, isTimed: false, pooled: PooledBytes())
        let other = Batch<Int>(capacity: 5, isTimed: false)
        pool.give(other)
        #expect(pool.take() !== other)
    }

    @Test func pool_moreThanItKeeps_givesNewOnes() {
        let pooled = PooledBytes()
        let pool = BatchPool<Int>(capacity: 1, isTimed: true, pooled: pooled)
        let batches = (0..<70).map { _ in pool.take() }
        for batch in batches { pool.give(batch) }
        let again = (0..<70).map { _ in pool.take() }
        #expect(again.filter { batch in batches.contains { $0 === batch } }.count == 64)
        // 64 are kept; of the others there were six twice.
        #expect(pooled.peak == 76 * 16)
        for batch in again { pool.give(batch) }
        #expect(pooled.peak == 76 * 16)
    }
}
