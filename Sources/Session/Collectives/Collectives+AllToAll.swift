extension Collectives {
    /// Gives each rank an equal part of this rank's elements, and takes as many of each, both in rank order.
    ///
    /// ```swift
    /// let columns = try collectives.allToAll(rows).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements, or one that isn't a multiple
    ///   of `size`.
    /// - Complexity: One step. Each rank sends each other one its part.
    public func allToAll<Element: BitwiseCopyable>(_ values: [Element]) -> PendingCollective<[Element]> {
        let refusal = values.count.isMultiple(of: size) ? nil : CollectiveRefusal(.unevenLength, values.count, size)
        return allToAll(
            Terms(kind: .allToAll, count: values.count, refusal: refusal), values,
            counts: Shares.even(values.count, ranks: size)
        ) { values, _ in values }
    }

    /// Gives each rank any number of this rank's elements, and takes what each gives this one, both in rank order.
    ///
    /// ```swift
    /// let mine = try collectives.allToAllv(sortedByOwner, counts: countsByOwner).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Parameter counts: How many elements each rank gets; they add up to `values.count`.
    /// - Throws: From `poll` on all ranks, if a rank's counts don't fit.
    /// - Complexity: As `allToAll`.
    public func allToAllv<Element: BitwiseCopyable>(
        _ values: [Element], counts: [Int]
    ) -> PendingCollective<RankedElements<Element>> {
        let refusal = CollectiveRefusal(counts, ofElements: values.count, ranks: size)
        return allToAll(Terms(kind: .allToAllv, refusal: refusal), values, counts: counts) { values, counts in
            RankedElements(values, counts: counts)
        }
    }

    private func allToAll<Element: BitwiseCopyable, Output>(
        _ terms: Terms, _ values: [Element], counts: [Int], output: @escaping ([Element], [Int]) -> Output
    ) -> PendingCollective<Output> {
        let (rank, size) = (rank, size)
        let memory = CollectiveMemory(values)
        let given = terms.refusal == nil ? counts : [Int](repeating: 0, count: size)
        let taken = Arrivals()
        return start(
            terms, given: given, memory: memory,
            plan: { arriving in
                taken.counts = arriving
                let output = memory.makeOutput(count: arriving.reduce(0, +))
                return .moving(memory.input, given, to: output, arriving, rank: rank)
            }, output: { output(memory.result, taken.counts) })
    }
}
