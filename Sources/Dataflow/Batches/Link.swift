/// The connection of two operators of one block: the producer appends to its batch, the consumer takes from it, both on
/// the same worker.
///
/// A mark stands behind the records that are in the batch; nothing is appended until the consumer has taken it.
package final class Link<Element>: AnyLink {
    @exclusivity(unchecked) package var batch: Batch<Element>

    package init(capacity: Int, isTimed: Bool) { batch = Batch(capacity: capacity, isTimed: isTimed) }

    @inline(__always) package override var isEmpty: Bool { batch.count == 0 }

    override func discard() -> Bool {
        guard batch.count > 0 else { return false }
        batch.removeAll()
        return true
    }

    /// Whether the producer may append: there is a place left, and no mark waits.
    @inline(__always) package var hasRoom: Bool { mark == nil && batch.end < batch.capacity }

    /// Whether it pays to run the consumer: always when `eagerness` says so or nothing more can be appended, else from a
    /// half full batch on.
    @inline(__always)
    package func isReady(_ eagerness: Eagerness) -> Bool {
        let count = batch.count
        guard count > 0 else { return false }
        return eagerness == .anything || mark != nil || batch.end >= batch.capacity / 2
    }
}

/// A link whose record type only its two operators know.
package class AnyLink {
    /// What comes behind the records of the batch.
    @exclusivity(unchecked) package var mark: Mark?
    /// The way back: of what the consumer needs nothing more.
    @exclusivity(unchecked) package var enough: Enough?

    package init() {}

    package var isEmpty: Bool { preconditionFailure("a link without a batch") }

    /// Destroys the records that are in the batch.
    ///
    /// - Returns: Whether there were any.
    func discard() -> Bool { preconditionFailure("a link without a batch") }
}

/// What a worker asks of an operator's step.
package enum Eagerness {
    /// Only what is worth a kernel call.
    case fullBatches
    /// Whatever there is: the worker has nothing better to do.
    case anything
}
