internal import Threading

/// Batches of one edge that go round between the workers of a rank instead of being allocated anew.
package final class BatchPool<Element>: @unchecked Sendable {
    /// Batches that are kept while nobody uses them; more are given back to the system.
    private static var mostIdle: Int { 64 }

    private let lock = Lock()
    private let capacity: Int
    package let isTimed: Bool
    private var idle: [Batch<Element>] = []
    private var made = 0

    package init(capacity: Int, isTimed: Bool) {
        self.capacity = capacity
        self.isTimed = isTimed
    }

    package func take() -> Batch<Element> {
        lock.withLock {
            if let batch = idle.popLast() { return batch }
            made += 1
            return nil
        } ?? Batch(capacity: capacity, isTimed: isTimed)
    }

    /// Bytes of all batches that it has made and not given up, used or not.
    package var byteCount: Int { lock.withLock { made } * batchBytes }

    /// Bytes of one batch.
    package var batchBytes: Int {
        capacity * (MemoryLayout<Element>.stride + (isTimed ? MemoryLayout<Int64>.stride : 0))
    }

    /// Takes an empty batch back.
    package func give(_ batch: Batch<Element>) {
        precondition(batch.count == 0, "a batch of \(batch.count) records is given back")
        guard batch.capacity == capacity else { return }
        lock.withLock {
            if idle.count < Self.mostIdle { idle.append(batch) } else { made -= 1 }
        }
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
