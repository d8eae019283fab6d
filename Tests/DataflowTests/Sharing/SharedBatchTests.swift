import Testing

@testable import Dataflow

@Suite struct SharedBatchTests {
    private let pooled = PooledBytes()

    private func pool(_ arena: SharedArena) -> BatchPool<Int> {
        BatchPool(capacity: 8, isTimed: false, pooled: pooled, arena: arena)
    }

    @Test func pool_ofSharedMemory_keepsItsBatchesAndNoOthers() throws {
        let pool = pool(try #require(SharedArena()))
        let batch = pool.take()
        #expect(batch.block?.index == 0)
        pool.give(Batch(capacity: 8, isTimed: false))
        pool.give(batch)
        #expect(pool.take() === batch)
        #expect(pool.take().block?.index == 1)
    }

    @Test func pool_batchHandedOver_isNotKept() throws {
        let arena = try #require(SharedArena())
        let pool = pool(arena)
        var lent: LentBatch<Int>? = LentBatch(pool.take(), of: pool)
        lent?.block?.handOver()
        lent = nil
        // Its receiver has block 0 still.
        #expect(pool.take().block?.index == 1)
    }

    @Test func pool_batchNotHandedOver_comesBack() throws {
        let pool = pool(try #require(SharedArena()))
        let batch = pool.take()
        var lent: LentBatch<Int>? = LentBatch(batch, of: pool)
        #expect(lent != nil)
        lent = nil
        #expect(pool.take() === batch)
    }

    @Test func adopted_goesBackToItsMaker() throws {
        let arena = try #require(SharedArena())
        let view = try #require(SharedArena(attachedTo: arena.address))
        let block = try #require(arena.take())
        block.memory.bindMemory(to: Int.self).baseAddress!.update(repeating: 5, count: 8)
        block.handOver()
        let pool = pool(try #require(SharedArena()))
        var batch: Batch<Int>? = pool.adopt(try #require(view.received(block.index)), count: 8)
        #expect((0..<8).map { batch!.first[$0] } == Array(repeating: 5, count: 8))
        #expect(arena.take()?.index == 1)
        batch!.consume(8)
        pool.give(batch!)
        #expect(pool.take() !== batch)
        batch = nil
        #expect(arena.take()?.index == 0)
        #expect(pooled.peak == 2 * 64)
    }

    @Test func pool_withoutABlockLeft_takesOtherMemory() throws {
        let arena = try #require(SharedArena())
        var blocks: [SharedBlock] = []
        while let block = arena.take() { blocks.append(block) }
        let pool = pool(arena)
        let batch = pool.take()
        #expect(batch.block == nil && batch.capacity == 8)
        blocks.removeLast()
        pool.give(batch)
        #expect(pool.take().block?.index == 8191)
    }
}
