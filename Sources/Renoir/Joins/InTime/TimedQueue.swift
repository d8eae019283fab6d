/// Values by their times, the earliest first; those of one time in the order in which they came.
@frozen @usableFromInline
struct TimedQueue<Value> {
    @usableFromInline var times: [Int64] = []
    @usableFromInline var values: [Value] = []
    /// Those before are done with.
    @usableFromInline var head = 0

    @inlinable
    init() {}

    @inlinable
    var isEmpty: Bool { head == times.count }

    @inlinable
    var indices: Range<Int> { head..<times.count }

    /// - Complexity: O(1) for a value that is the latest; O(*n*) for one behind *n* others.
    @inlinable
    mutating func insert(_ value: consuming Value, at time: Int64) {
        if let last = times.last, last > time {
            let place = Swift.max(head, firstPlace(after: time))
            times.insert(time, at: place)
            values.insert(value, at: place)
        } else {
            times.append(time)
            values.append(value)
        }
    }

    /// The place of the first value that is later than `time`.
    @inlinable
    func firstPlace(after time: Int64) -> Int {
        var (low, high) = (head, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Forgets the values before `place`.
    @inlinable
    mutating func remove(before place: Int) {
        head = Swift.max(head, place)
        if head == times.count {
            times.removeAll()
            values.removeAll()
            head = 0
        } else if head > 16, head > times.count / 2 {
            times.removeFirst(head)
            values.removeFirst(head)
            head = 0
        }
    }
}

/// What a join in time keeps of a key.
@frozen @usableFromInline
struct TimedEntry<Left, Right> {
    @usableFromInline var lefts = TimedQueue<Left>()
    @usableFromInline var rights = TimedQueue<Right>()
    /// When the key is looked at next.
    @usableFromInline var timer = Int64.max

    @inlinable
    init() {}

    @inlinable
    var isEmpty: Bool { lefts.isEmpty && rights.isEmpty }
}
