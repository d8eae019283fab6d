import Session
import Testing

@testable import Dataflow

@Suite(.enabled(if: SharedArena() != nil)) struct SharedBatchTests {
    private let pooled = PooledBytes()
    private let arena: SharedArena
    private let pool: BatchPool<Int>
    /// Rank 0 among two on one host; rank 1 is this process, too.
    private let neighbours: Neighbours

    init() throws {
        arena = try #require(SharedArena())
        pool = BatchPool(capacity: 8, isTimed: false, pooled: pooled)
        neighbours = Neighbours(arena, attachingTo: [nil, arena.address])
    }

    @Test func take_forANeighbour_isSharedUnlessThatDoesNotSeeIt() {
        #expect(neighbours.sees(1) && !neighbours.sees(0))
        #expect(pool.take(for: 1, of: neighbours).block?.index == 0 && !neighbours.isSeen(by: 1))
        neighbours.hear(false, from: 1)
        #expect(pool.take(for: 1, of: neighbours).block == nil && !neighbours.isSeen(by: 1))
        neighbours.hear(true, from: 1)
        #expect(neighbours.isSeen(by: 1) && !neighbours.isSeen(by: 0))
        #expect(pool.take(for: 1, of: neighbours).block?.index == 0)
        #expect(pool.take(for: 0, of: neighbours).block == nil)
        #expect(neighbours.take(for: 0) == nil && neighbours.take(for: 1)?.index == 0)
    }

    @Test func give_sharedAndOthers_areKeptApart() {
        neighbours.hear(true, from: 1)
        let (shared, own) = (pool.take(for: 1, of: neighbours), pool.take())
        pool.give(shared)
        pool.give(own)
        #expect(pool.take() === own && pool.take(for: 1, of: neighbours) === shared)
    }

    @Test func lent_handedOver_isNotKept() {
        neighbours.hear(true, from: 1)
        var lent: LentBatch<Int>? = LentBatch(pool.take(for: 1, of: neighbours), of: pool)
        lent?.block?.handOver()
        lent = nil
        // Its receiver has block 0 still.
        #expect(pool.take(for: 1, of: neighbours).block?.index == 1)
    }

    @Test func lent_notHandedOver_comesBack() {
        neighbours.hear(true, from: 1)
        let batch = pool.take(for: 1, of: neighbours)
        var lent: LentBatch<Int>? = LentBatch(batch, of: pool)
        #expect(lent != nil)
        lent = nil
        #expect(pool.take(for: 1, of: neighbours) === batch)
    }

    @Test func adopted_goesBackToItsMaker() throws {
        let block = try #require(arena.take())
        block.memory.bindMemory(to: Int.self).baseAddress!.update(repeating: 5, count: 8)
        block.handOver()
        var batch: Batch<Int>? = pool.adopt(try #require(neighbours.block(0, of: 1)), count: 8)
        #expect((0..<8).map { batch!.first[$0] } == Array(repeating: 5, count: 8))
        #expect(arena.take()?.index == 1)
        batch!.consume(8)
        pool.give(batch!)
        #expect(pool.take() !== batch)
        batch = nil
        #expect(arena.take()?.index == 0)
        #expect(pooled.peak == 2 * 64)
    }

    @Test func take_withoutABlockLeft_isOtherMemory() {
        neighbours.hear(true, from: 1)
        var blocks: [SharedBlock] = []
        while let block = arena.take() { blocks.append(block) }
        #expect(pool.take(for: 1, of: neighbours).block == nil)
        blocks.removeLast()
        #expect(pool.take(for: 1, of: neighbours).block?.index == 8191)
    }

    /// A store may keep records for long: the sender gets its block back at once.
    @Test func store_ofAnotherInput_keepsNoBlock() throws {
        try #require(arena.take()).handOver()
        let link = Link<Int>(capacity: 8, isTimed: false)
        link.batch = pool.adopt(try #require(neighbours.block(0, of: 1)), count: 8)
        link.batch.first.update(repeating: 3, count: 8)
        let store = InputStore(link)
        #expect(store.take() && store.count == 8 && link.isEmpty)
        link.batch = pool.take()
        #expect(arena.take()?.index == 0)
        #expect((0..<8).allSatisfy { store.first!.first[$0] == 3 })
    }
}
