/// Places and room in one run over records that lie one behind the other: whoever has them sets it up, a loop moves it.
///
/// A loop takes records from `consumed` up to `available` and puts records at `produced` up to `capacity`. It may stop
/// anywhere, and is called again with the rest. One over a type that is not trivial moves a record out of its input and
/// counts it in `consumed` before it calls anything that may throw: when it throws, its caller deinitialises exactly what
/// is still alive.
@frozen
public struct RecordCursor {
    /// Records that were taken from the input.
    public var consumed: Int
    /// Records that the input holds.
    public let available: Int
    /// Records that the output holds, those of earlier calls included.
    public var produced: Int
    /// Records that the output can hold.
    public let capacity: Int

    @inlinable
    public init(consumed: Int = 0, available: Int, produced: Int, capacity: Int) {
        self.consumed = consumed
        self.available = available
        self.produced = produced
        self.capacity = capacity
    }

    /// How many records may be taken and put one for one before an end is reached.
    @inlinable
    public var runLength: Int { min(available - consumed, capacity - produced) }

    /// Whether there is a record to take and room for one.
    @inlinable
    public var canAdvance: Bool { consumed < available && produced < capacity }
}
