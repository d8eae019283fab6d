extension ElementSource {
    /// Combines all elements in order, one after the other.
    ///
    /// ```swift
    /// let text = try letters.reduce("") { $0 + $1 }.run(context).value
    /// ```
    ///
    /// All elements move to rank 0, for they can't be combined elsewhere; ``fold(_:local:global:)`` moves next to nothing.
    ///
    /// - Complexity: O(*n*) on rank 0, for *n* elements.
    @inlinable
    public func reduce<Result: Sendable>(
        _ initial: Result, _ combine: @escaping @Sendable (Result, Element) throws -> Result
    ) -> Action<Self, [Placed<Element>], Result> {
        let collect = collect()
        return Action(
            "reduce", self, initial: collect.initial, add: collect.add, merge: collect.merge,
            finish: { try collect.finish($0).reduce(initial, combine) })
    }

    /// Combines the elements of each worker, and then what comes of that.
    ///
    /// ```swift
    /// let sum = try Integers(0..<10).fold(0, local: { $0 += $1 }, global: { $0 += $1 }).run(context).value  // 45
    /// ```
    ///
    /// Order is kept: what is combined are always neighbours, so that text may be put together.
    ///
    /// - Parameters:
    ///   - initial: Combining it with a result must not change that.
    ///   - local: Adds an element to what comes before it.
    ///   - global: Adds what comes behind. The operation has to be associative; it needn't be commutative.
    @inlinable
    public func fold<Result: Sendable>(
        _ initial: Result, local: @escaping @Sendable (inout Result, Element) throws -> Void,
        global: @escaping @Sendable (inout Result, Result) throws -> Void
    ) -> Action<Self, [Run<Result>], Result> {
        Action(
            "fold", self, initial: { [] },
            add: { runs, block, elements, offsets, _ in
                // What a lease holds are neighbours.
                if runs.isEmpty { runs.append(Run(first: block.first, value: initial)) }
                var value = runs[0].value
                runs[0].value = initial
                try block.forEach(of: elements, offsets) { element, _ in try local(&value, element) }
                runs[0].value = value
            },
            merge: { $0 += $1 },
            finish: { runs in
                var runs = runs.sorted { $0.first < $1.first }[...]
                guard var result = runs.popFirst()?.value else { return initial }
                for run in runs { try global(&result, run.value) }
                return result
            })
    }
}
