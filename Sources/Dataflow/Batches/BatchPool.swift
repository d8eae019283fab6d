internal import Threading

/// Batches of one edge that go round between the workers of a rank instead of being allocated anew.
package final class BatchPool<Element>: @unchecked Sendable {
    /// Batches that are kept while nobody uses them; more are given back to the system.
    private static var mostIdle: Int { 64 }

    private let lock = Lock()
    private let capacity: Int
    package let isTimed: Bool
    @exclusivity(unchecked) private var idle: [Batch<Element>] = []
    /// Counts the batches that it has made and not given up.
    private let pooled: PooledBytes

    package init(capacity: Int, isTimed: Bool, pooled: PooledBytes) {
        self.pooled = pooled
        self.capacity = capacity
        self.isTimed = isTimed
    }

    package func take() -> Batch<Element> {
        if let batch = lock.withLock({ idle.popLast() }) { return batch }
        let batch = Batch<Element>(capacity: capacity, isTimed: isTimed)
        pooled.count(batch.byteCount)
        return batch
    }

    /// Bytes of one batch.
    package var batchBytes: Int {
        capacity * (MemoryLayout<Element>.stride + (isTimed ? MemoryLayout<Int64>.stride : 0))
    }

    /// Takes an empty batch back.
    package func give(_ batch: Batch<Element>) {
        precondition(batch.count == 0, "a batch of \(batch.count) records is given back")
        guard batch.capacity == capacity else { return }
        let isKept = lock.withLock {
            guard idle.count < Self.mostIdle else { return false }
            idle.append(batch)
            return true
        }
        if !isKept { pooled.count(-batch.byteCount) }
    }
}

/// A batch whose memory is on its way as a frame; it's given back when that has gone.
final class LentBatch<Element> {
    private let batch: Batch<Element>
    private let pool: BatchPool<Element>

    init(_ batch: Batch<Element>, of pool: BatchPool<Element>) {
        self.batch = batch
        self.pool = pool
    }

    deinit {
        batch.consume(batch.count)
        pool.give(batch)
    }
}
