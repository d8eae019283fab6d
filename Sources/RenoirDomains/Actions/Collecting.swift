extension ElementSource {
    /// Collects all elements, in order.
    ///
    /// ```swift
    /// let even = try Integers(0..<1000).filter { $0.isMultiple(of: 2) }.collect().run(context).value
    /// ```
    ///
    /// - Complexity: O(*n* log *n*) time and O(*n*) memory on rank 0, for *n* elements.
    @inlinable
    public func collect() -> Action<Self, [Placed<Element>], [Element]> {
        Action(
            "collect", self, initial: { [] },
            add: { found, block, elements, offsets, _ in
                try block.forEach(of: elements, offsets) { element, position in
                    found.append(Placed(position: position, element: element))
                }
            }, merge: { $0 += $1 }, finish: { found in found.inOrder() })
    }

    /// Takes the first elements, and ends the run on all ranks when it has them.
    ///
    /// ```swift
    /// let primes = try Integers(2..<1_000_000).filter(isPrime).take(10).run(context).value
    /// ```
    ///
    /// - Parameters:
    ///   - count: How many; fewer if there aren't so many.
    ///   - any: Whether others may be taken than the first ones: those that are found first.
    /// - Complexity: O(*n*) for *n* elements up to the last one that is taken, and what workers look at meanwhile.
    @inlinable
    public func take(_ count: Int, any: Bool = false) -> Action<Self, [Placed<Element>], [Element]> {
        let count = Swift.max(0, count)
        return Action(
            "take", self, wanted: (count, any), initial: { [] },
            add: { found, block, elements, offsets, control in
                try block.forEach(of: elements, offsets) { element, position in
                    // Of one lease, the first ones are enough.
                    guard found.count < count else { return }
                    found.append(Placed(position: position, element: element))
                    control.note(position)
                }
            },
            merge: { found, more in
                found += more
                if found.count > 2 * count { found = Array(found.sorted { $0.position < $1.position }.prefix(count)) }
            }, finish: { found in Array(found.inOrder().prefix(count)) })
    }

    /// The first element, with which the run ends on all ranks; nil if there is none.
    ///
    /// ```swift
    /// let counterexample = try pairs.filter { !conjecture($0) }.first().run(context).value
    /// ```
    ///
    /// - Parameter any: Whether it may be another than the first one: that which is found first.
    @inlinable
    public func first(any: Bool = false) -> Action<Self, [Placed<Element>], Element?> {
        let take = take(1, any: any)
        return Action(
            "first", self, wanted: take.wanted, initial: take.initial, add: take.add, merge: take.merge,
            finish: { try take.finish($0).first })
    }
}

extension Array {
    /// The elements in the order of their positions.
    @inlinable
    func inOrder<Found>() -> [Found] where Element == Placed<Found> {
        sorted { $0.position < $1.position }.map(\.element)
    }
}
