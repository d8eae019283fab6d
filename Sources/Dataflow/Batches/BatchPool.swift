internal import Threading

/// Batches of one edge that go round between the workers of a rank instead of being allocated anew.
package final class BatchPool<Element>: @unchecked Sendable {
    /// Batches that are kept while nobody uses them; more are given back to the system.
    private static var mostIdle: Int { 64 }

    private let lock = Lock()
    let capacity: Int
    package let isTimed: Bool
    @exclusivity(unchecked) private var idle: [Batch<Element>] = []
    /// Counts the batches that it has made.
    private let pooled: PooledBytes
    /// Where batches lie that ranks of this host may hand to each other.
    private let arena: SharedArena?

    init(capacity: Int, isTimed: Bool, pooled: PooledBytes, arena: SharedArena? = nil) {
        self.arena = arena
        self.pooled = pooled
        self.capacity = capacity
        self.isTimed = isTimed
    }

    package func take() -> Batch<Element> {
        if let batch = lock.withLock({ idle.popLast() }) { return batch }
        if let block = arena?.take() {
            return Batch(capacity: capacity, in: block, isAdopted: false, pooled: pooled)
        }
        return Batch(capacity: capacity, isTimed: isTimed, pooled: pooled)
    }

    /// A batch that another rank has filled; it goes back there when it's given here.
    func adopt(_ block: SharedBlock, count: Int) -> Batch<Element> {
        Batch(capacity: count, in: block, isAdopted: true, pooled: pooled)
    }

    /// Takes an empty batch back, and keeps it if it's like those that it makes.
    package func give(_ batch: Batch<Element>) {
        precondition(batch.count == 0, "a batch of \(batch.count) records is given back")
        guard batch.capacity == capacity, batch.isOurs, arena == nil || batch.block != nil else { return }
        lock.withLock { if idle.count < Self.mostIdle { idle.append(batch) } }
    }
}

/// A batch whose memory is on its way as a frame; it's given back when that has gone.
final class LentBatch<Element>: FrameOwner {
    private let batch: Batch<Element>
    private let pool: BatchPool<Element>

    init(_ batch: Batch<Element>, of pool: BatchPool<Element>) {
        self.batch = batch
        self.pool = pool
    }

    var block: SharedBlock? { batch.block }

    deinit {
        batch.consume(batch.count)
        pool.give(batch)
    }
}
