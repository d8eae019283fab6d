/// Records that follow each other within a gap.
@frozen @usableFromInline
struct Session<Accumulator> {
    @usableFromInline var first: Int64
    @usableFromInline var last: Int64
    /// Whether its result has still to be given as it is now, and whether one was given before.
    @usableFromInline var isOpen = true
    @usableFromInline var wasGiven = false
    @usableFromInline var sum: Accumulator

    @inlinable
    init(at time: Int64, _ sum: consuming Accumulator) {
        (first, last) = (time, time)
        self.sum = sum
    }
}

/// The sessions of a key.
@frozen @usableFromInline
struct SessionEntry<Accumulator> {
    /// The latest one.
    @usableFromInline var newest: Session<Accumulator>
    /// Earlier ones, in their order.
    @usableFromInline var others: [Session<Accumulator>] = []
    /// When the key is looked at next.
    @usableFromInline var timer: Int64

    @inlinable
    init(_ session: consuming Session<Accumulator>, timer: Int64) {
        newest = session
        self.timer = timer
    }
}
