/// The panes of one key, of which windows that move on take sums: two stacks, so that a window costs about two merges, however many panes
/// it has.
///
/// Panes at `head..<frontEnd` have the sum of themselves and those up to `frontEnd` at hand; those from there up to `backEnd` are in `back`; later ones
/// are in no sum yet. When the window has left the first part, the second becomes the first.
@usableFromInline
final class PaneHistory<Accumulator> {
    @exclusivity(unchecked) @usableFromInline var indexes: [Int64] = []
    @exclusivity(unchecked) @usableFromInline var sums: [Accumulator] = []
    @exclusivity(unchecked) @usableFromInline var suffixes: [Accumulator] = []
    @exclusivity(unchecked) @usableFromInline var back: Accumulator?
    @exclusivity(unchecked) @usableFromInline var head = 0
    @exclusivity(unchecked) @usableFromInline var frontEnd = 0
    @exclusivity(unchecked) @usableFromInline var backEnd = 0

    @inlinable
    init() {}

    @inlinable
    var isEmpty: Bool { head == indexes.count }

    /// Where a pane is, or belongs.
    @inlinable
    func place(of index: Int64) -> Int {
        var (low, high) = (0, indexes.count)
        // Most are the last one, or come behind it.
        if let last = indexes.last, last <= index { return last == index ? high - 1 : high }
        while low < high {
            let middle = (low + high) / 2
            if indexes[middle] < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Puts a pane in its place; one that was taken gets its sum back.
    @inlinable
    func put(_ index: Int64, _ sum: consuming Accumulator) {
        let place = place(of: index)
        if place < indexes.count, indexes[place] == index {
            sums[place] = sum
        } else {
            indexes.insert(index, at: place)
            sums.insert(sum, at: place)
        }
        // What is in sums already has to be summed anew.
        if place < backEnd { forgetSums() }
    }

    /// Takes the sum of a pane, if it's here, and leaves `sum` in its place.
    @inlinable
    func take(_ index: Int64, leaving sum: inout Accumulator) {
        let place = place(of: index)
        guard place < indexes.count, indexes[place] == index else { return }
        swap(&sums[place], &sum)
    }

    @inlinable
    func forgetSums() {
        // What was passed over may have been late for the window before, but not for the next one.
        (head, frontEnd, backEnd) = (0, 0, 0)
        suffixes.removeAll()
        back = nil
    }

    /// The sum of the panes from `low` up to `high`; windows come in their order.
    ///
    /// - Parameter kept: Panes below are needed no more.
    /// - Returns: nil if there is no pane.
    @inlinable
    func sum(
        from low: Int64, to high: Int64, keepingFrom kept: Int64, merge: (inout Accumulator, Accumulator) throws -> Void
    ) rethrows -> Accumulator? {
        while head < indexes.count, indexes[head] < low { head += 1 }
        if backEnd < head { (frontEnd, backEnd, back) = (head, head, nil) }
        while backEnd < indexes.count, indexes[backEnd] < high {
            if var sum = back.take() {
                try merge(&sum, sums[backEnd])
                back = sum
            } else {
                back = sums[backEnd]
            }
            backEnd += 1
        }
        guard head < backEnd else { return nil }
        if head >= frontEnd { try turn(keepingFrom: kept, merge: merge) }
        var sum = suffixes[head]
        if let back { try merge(&sum, back) }
        return sum
    }

    /// What was behind comes to the front.
    @inlinable
    func turn(keepingFrom kept: Int64, merge: (inout Accumulator, Accumulator) throws -> Void) rethrows {
        var gone = 0
        while gone < head, indexes[gone] < kept { gone += 1 }
        indexes.removeFirst(gone)
        sums.removeFirst(gone)
        (head, backEnd) = (head - gone, backEnd - gone)
        suffixes.removeAll(keepingCapacity: true)
        suffixes.append(contentsOf: sums[..<backEnd])
        var place = backEnd - 1
        while place > head {
            place -= 1
            try merge(&suffixes[place], suffixes[place + 1])
        }
        frontEnd = backEnd
        back = nil
    }

    /// The same sum for a window that has gone by.
    @inlinable
    func pastSum(
        from low: Int64, to high: Int64, merge: (inout Accumulator, Accumulator) throws -> Void
    ) rethrows -> Accumulator? {
        var sum: Accumulator?
        for place in indexes.indices where low <= indexes[place] && indexes[place] < high {
            if var soFar = sum.take() {
                try merge(&soFar, sums[place])
                sum = soFar
            } else {
                sum = sums[place]
            }
        }
        return sum
    }

    /// The first pane from `low` on.
    @inlinable
    func first(from low: Int64) -> Int64? {
        var place = head
        while place < indexes.count, indexes[place] < low { place += 1 }
        return place < indexes.count ? indexes[place] : nil
    }
}

/// What windows that overlap keep of a key: the pane that was used last at hand, and others.
@frozen @usableFromInline
struct PanedEntry<Accumulator> {
    /// No pane.
    @inlinable static var none: Int64 { .min }

    @usableFromInline var current = Self.none
    @usableFromInline var sum: Accumulator
    @usableFromInline var history: PaneHistory<Accumulator>?

    @inlinable
    init(_ initial: Accumulator) { sum = initial }

    /// Has another pane at hand than the last time.
    @inlinable @inline(never)
    mutating func turn(to pane: Int64, initial: () -> Accumulator) {
        retire(initial: initial)
        // From several workers panes come in turns.
        history?.take(pane, leaving: &sum)
        current = pane
    }

    /// Puts the pane at hand with the others.
    @inlinable
    mutating func retire(initial: () -> Accumulator) {
        guard current != Self.none else { return }
        if history == nil { history = PaneHistory() }
        var fresh = initial()
        swap(&fresh, &sum)
        history!.put(current, fresh)
        current = Self.none
    }

    /// The sum of the panes from `low` up to `high`; windows come in their order.
    @inlinable @inline(__always)
    mutating func sum(
        from low: Int64, to high: Int64, keepingFrom kept: Int64, initial: () -> Accumulator,
        merge: (inout Accumulator, Accumulator) throws -> Void
    ) rethrows -> Accumulator? {
        // Most keys of many have one pane: nothing has to be allocated for these.
        guard let history else { return low <= current && current < high && current != Self.none ? sum : nil }
        if current < high { retire(initial: initial) }
        return try history.sum(from: low, to: high, keepingFrom: kept, merge: merge)
    }

    /// The first pane from `low` on.
    @inlinable
    func first(from low: Int64) -> Int64? {
        let own = current >= low && current != Self.none ? current : nil
        guard let other = history?.first(from: low) else { return own }
        return own.map { min($0, other) } ?? other
    }
}
