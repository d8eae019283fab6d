/// A contiguous buffer of records of one type, of which those from `start` up to `end` are alive.
package final class Batch<Element>: AnyBatch {
    package let base: UnsafeMutablePointer<Element>
    package let capacity: Int
    package var start = 0
    package var end = 0

    package init(capacity: Int) {
        precondition(capacity > 0, "a batch for \(capacity) records")
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit {
        (base + start).deinitialize(count: end - start)
        base.deallocate()
    }

    package var first: UnsafeMutablePointer<Element> { base + start }
    package override var count: Int { end - start }

    /// Counts `consumed` records as taken. A batch that is empty starts anew.
    package func consume(_ consumed: Int) {
        start += consumed
        if start == end {
            start = 0
            end = 0
        }
    }
}

/// A batch whose record type only its users know.
package class AnyBatch {
    package init() {}

    package var count: Int { preconditionFailure("a batch without records") }
}
