internal import Records

/// What has come over one input of an operator that needs another input to go on.
///
/// It never refuses a batch: an operator that did would stop those that feed its other inputs as well, as soon as they come
/// from the same stream. The state budget bounds it instead.
final class InputStore<Element> {
    private let link: Link<Element>
    private var batches = FIFO<Batch<Element>>()
    /// Records that wait.
    private(set) var count = 0
    /// Bytes of the batches, not of what their records refer to.
    private(set) var byteCount = 0

    init(_ link: Link<Element>) { self.link = link }

    /// The batch whose records are next.
    var first: Batch<Element>? { batches.first }

    /// Takes what is in the link: a batch that is nearly empty by record, others as they are.
    ///
    /// - Returns: Whether there was something.
    func take() -> Bool {
        let batch = link.batch
        guard batch.count > 0 else { return false }
        count += batch.count
        if let last = batches.last, last.capacity - last.end >= batch.count {
            last.append(batch.count, of: batch, moving: true)
        } else if batch.isOurs {
            link.batch = Batch(capacity: batch.capacity, isTimed: batch.times != nil)
            append(batch)
        } else {
            // Another rank waits for its memory.
            let own = Batch<Element>(capacity: batch.capacity, isTimed: batch.times != nil)
            own.append(batch.count, of: batch, moving: true)
            append(own)
        }
        return true
    }

    private func append(_ batch: Batch<Element>) {
        batches.append(batch)
        byteCount += batch.byteCount
    }

    /// Counts `taken` records of the first batch as moved out.
    func consume(_ taken: Int) {
        batches.first!.consume(taken)
        count -= taken
        if batches.first!.count == 0 { byteCount -= batches.popFirst()!.byteCount }
    }

    func removeAll() {
        batches = FIFO()
        count = 0
        byteCount = 0
    }
}
