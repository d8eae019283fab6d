internal import Session
internal import Threading

/// Batches of one edge that go round between the workers of a rank instead of being allocated anew.
package final class BatchPool<Element>: @unchecked Sendable {
    /// Batches that are kept while nobody uses them; more are given back to the system.
    private static var mostIdle: Int { 64 }

    private let lock = Lock()
    let capacity: Int
    package let isTimed: Bool
    @exclusivity(unchecked) private var idle: [Batch<Element>] = []
    /// Those in memory that this rank shares with others.
    @exclusivity(unchecked) private var idleShared: [Batch<Element>] = []
    /// Counts the batches that it has made.
    private let pooled: PooledBytes

    package init(capacity: Int, isTimed: Bool, pooled: PooledBytes) {
        self.pooled = pooled
        self.capacity = capacity
        self.isTimed = isTimed
    }

    package func take() -> Batch<Element> {
        lock.withLock { idle.popLast() } ?? Batch(capacity: capacity, isTimed: isTimed, pooled: pooled)
    }

    /// A batch to be handed to `rank` where it lies, if that is possible; else any.
    ///
    /// - Precondition: Records have no times, and a block holds a batch of them.
    func take(for rank: Int, of neighbours: Neighbours) -> Batch<Element> {
        guard neighbours.isNeighbour(rank) else { return take() }
        if let batch = lock.withLock({ idleShared.popLast() }) { return batch }
        guard let block = neighbours.take(for: rank) else { return take() }
        return Batch(capacity: capacity, in: block, isAdopted: false, pooled: pooled)
    }

    /// A batch that another rank has filled; it goes back there when it's given here.
    func adopt(_ block: SharedBlock, count: Int) -> Batch<Element> {
        Batch(capacity: count, in: block, isAdopted: true, pooled: pooled)
    }

    /// Takes an empty batch back, and keeps it if it's like those that it makes.
    package func give(_ batch: Batch<Element>) {
        precondition(batch.count == 0, "a batch of \(batch.count) records is given back")
        guard batch.capacity == capacity, batch.isOurs else { return }
        lock.withLock {
            if batch.block == nil {
                if idle.count < Self.mostIdle { idle.append(batch) }
            } else {
                if idleShared.count < Self.mostIdle { idleShared.append(batch) }
            }
        }
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
