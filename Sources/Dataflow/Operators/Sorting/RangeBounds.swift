internal import Threading

/// What separates the ranges of an order, of which each worker gets one, as the workers of one rank know it.
public final class RangeBounds<Element>: @unchecked Sendable {
    private let lock = Lock()
    private var slots: [Int: RangeSlot<Element>] = [:]

    public init() {}

    /// What is known on the worker of `replica`.
    public func slot(of replica: Replica) -> RangeSlot<Element> {
        lock.withLock {
            if let slot = slots[replica.index] { return slot }
            let slot = RangeSlot<Element>()
            slots[replica.index] = slot
            return slot
        }
    }
}

/// The bounds of ranges, as one worker knows them.
public final class RangeSlot<Element> {
    /// In their order: one fewer than there are ranges, or none if nothing is known of the records.
    public internal(set) var bounds: [Element] = []
    /// Whose turn it is of those that may get a record.
    public var turn = 0

    init() {}

    /// Takes bounds that divide what `sample` stands for, which is in order, into `count` equal parts.
    func divide(_ sample: [SampledRecord<Element>], into count: Int) {
        let total = sample.reduce(0) { $0 + $1.weight }
        bounds = []
        var passed: UInt64 = 0
        for candidate in sample {
            while bounds.count < count - 1, passed * UInt64(count) >= total * UInt64(bounds.count + 1) {
                bounds.append(candidate.record)
            }
            passed += candidate.weight
        }
        while let last = sample.last, bounds.count < count - 1 { bounds.append(last.record) }
    }
}
