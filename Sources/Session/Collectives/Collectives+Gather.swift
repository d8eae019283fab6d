extension Collectives {
    /// Collects as many elements of each rank on `root`, in rank order.
    ///
    /// ```swift
    /// if let all = try collectives.gather([seconds], to: 0).wait() { print(all) }
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Returns: nil on other ranks than `root`.
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements, if `root` isn't a rank or
    ///   isn't the same everywhere.
    /// - Complexity: One step. Each rank sends its elements to the root.
    public func gather<Element: BitwiseCopyable>(
        _ values: [Element], to root: Int
    ) -> PendingCollective<[Element]?> {
        gather(Terms(kind: .gather, root: root, count: values.count), values) { memory, _ in memory?.result }
    }

    /// Collects any number of elements of each rank on `root`, in rank order.
    ///
    /// ```swift
    /// if let parts = try collectives.gatherv(found, to: 0).wait() { print(parts.counts) }
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Returns: nil on other ranks than `root`.
    /// - Throws: From `poll` on all ranks, if `root` isn't a rank or isn't the same everywhere.
    /// - Complexity: As `gather`.
    public func gatherv<Element: BitwiseCopyable>(
        _ values: [Element], to root: Int
    ) -> PendingCollective<RankedElements<Element>?> {
        gather(Terms(kind: .gatherv, root: root), values) { memory, counts in
            memory.map { RankedElements($0.result, counts: counts) }
        }
    }

    /// Collects as many elements of each rank on all ranks, in rank order.
    ///
    /// ```swift
    /// let sizes = try collectives.allGather([rows.count]).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements.
    /// - Complexity: One step. Each rank sends its elements to every other one.
    public func allGather<Element: BitwiseCopyable>(_ values: [Element]) -> PendingCollective<[Element]> {
        gather(Terms(kind: .allGather, count: values.count), values) { memory, _ in memory?.result ?? [] }
    }

    /// Collects any number of elements of each rank on all ranks, in rank order.
    ///
    /// ```swift
    /// let parts = try collectives.allGatherv(found).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Complexity: As `allGather`.
    public func allGatherv<Element: BitwiseCopyable>(
        _ values: [Element]
    ) -> PendingCollective<RankedElements<Element>> {
        gather(Terms(kind: .allGatherv), values) { memory, counts in
            RankedElements(memory?.result ?? [], counts: counts)
        }
    }

    /// - Parameter output: Called with the memory if this rank collects, and how many elements each rank gave.
    private func gather<Element: BitwiseCopyable, Output>(
        _ terms: Terms, _ values: [Element], output: @escaping (CollectiveMemory<Element>?, [Int]) -> Output
    ) -> PendingCollective<Output> {
        let (rank, size) = (rank, size)
        let memory = CollectiveMemory(values)
        let given = (0..<size).map { terms.root ?? $0 == $0 ? values.count : 0 }
        let collects = terms.root ?? rank == rank
        let counts = Arrivals()
        return start(
            terms, given: given, memory: memory,
            plan: { arriving in
                counts.counts = arriving
                let bytes = UnsafeRawBufferPointer(memory.input.bytes)
                let output = memory.makeOutput(count: arriving.reduce(0, +))
                let stride = MemoryLayout<Element>.stride
                return .moving(
                    bytes, given.map { 0..<$0 * stride }, to: output.bytes,
                    Shares.ranges(of: arriving.map { $0 * stride }), rank: rank)
            }, output: { output(collects ? memory : nil, counts.counts) })
    }
}

/// How many elements each rank gives this one.
final class Arrivals {
    var counts: [Int] = []
}
