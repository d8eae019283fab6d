extension Collectives {
    /// Gives each rank an equal part of what `root` has, in rank order.
    ///
    /// ```swift
    /// let rows = try collectives.scatter(rank == 0 ? matrix : nil, from: 0).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Parameter values: What `root` has. Other ranks' values don't count.
    /// - Throws: From `poll` on all ranks, if `root` isn't a rank, has `nil` or a number of elements that isn't a multiple
    ///   of `size`, or isn't the same everywhere.
    /// - Complexity: One step. The root sends each rank's part to it, and copies its own.
    public func scatter<Element: BitwiseCopyable>(
        _ values: [Element]?, from root: Int
    ) -> PendingCollective<[Element]> {
        let count = values?.count ?? 0
        let isUneven = rank == root && !count.isMultiple(of: size)
        return scatter(
            .scatter, values, counts: Shares.even(count, ranks: size), from: root,
            refusal: isUneven ? CollectiveRefusal(.unevenLength, count, size) : nil)
    }

    /// Gives each rank a part of what `root` has, in rank order.
    ///
    /// ```swift
    /// let mine = try collectives.scatterv(rank == 0 ? words : nil, counts: rank == 0 ? [3, 0, 4] : nil, from: 0).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Parameters:
    ///   - values: What `root` has. Other ranks' values and counts don't count.
    ///   - counts: How many elements each rank gets; they add up to `values.count`.
    /// - Throws: From `poll` on all ranks, if `root` isn't a rank, has `nil` or counts that don't fit, or isn't the same
    ///   everywhere.
    /// - Complexity: As `scatter`.
    public func scatterv<Element: BitwiseCopyable>(
        _ values: [Element]?, counts: [Int]?, from root: Int
    ) -> PendingCollective<[Element]> {
        guard rank == root else { return scatter(.scatterv, values, counts: [], from: root, refusal: nil) }
        guard let values, let counts else {
            return scatter(
                .scatterv, nil as [Element]?, counts: [], from: root, refusal: CollectiveRefusal(.missingValues))
        }
        let refusal = CollectiveRefusal(counts, ofElements: values.count, ranks: size)
        return scatter(.scatterv, values, counts: counts, from: root, refusal: refusal)
    }

    private func scatter<Element: BitwiseCopyable>(
        _ kind: CollectiveKind, _ values: [Element]?, counts: [Int], from root: Int, refusal: CollectiveRefusal?
    ) -> PendingCollective<[Element]> {
        let (rank, size) = (rank, size)
        let isRoot = rank == root
        let memory = CollectiveMemory(isRoot ? values ?? [] : [])
        let missing = isRoot && values == nil ? CollectiveRefusal(.missingValues) : nil
        let given = isRoot && refusal == nil && missing == nil ? counts : [Int](repeating: 0, count: size)
        return start(
            Terms(kind: kind, root: root, refusal: refusal ?? missing), given: given, memory: memory,
            plan: { arriving in
                let output = memory.makeOutput(count: arriving[root])
                return .moving(memory.input, given, to: output, arriving, rank: rank)
            }, output: { memory.result })
    }
}

extension CollectiveRefusal {
    /// What is wrong with counts that share `elements` among ranks; nil if nothing is.
    init?(_ counts: [Int], ofElements elements: Int, ranks: Int) {
        var sum = 0
        var isTooMuch = false
        for count in counts {
            let (next, overflow) = sum.addingReportingOverflow(count)
            sum = overflow ? .max : next
            isTooMuch = isTooMuch || overflow
        }
        if counts.count != ranks {
            self.init(.countsForRanks, counts.count, ranks)
        } else if let rank = counts.firstIndex(where: { $0 < 0 }) {
            self.init(.negativeCount, counts[rank], rank)
        } else if isTooMuch || sum != elements {
            self.init(.countsDisagree, elements, sum)
        } else {
            return nil
        }
    }
}

extension CollectivePlan {
    /// Moves elements that lie in both memories in rank order.
    static func moving<Element: BitwiseCopyable>(
        _ input: ElementStorage<Element>, _ given: [Int], to output: ElementStorage<Element>, _ taken: [Int], rank: Int
    ) -> CollectivePlan {
        let stride = MemoryLayout<Element>.stride
        return moving(
            UnsafeRawBufferPointer(input.bytes), Shares.ranges(of: given.map { $0 * stride }),
            to: output.bytes, Shares.ranges(of: taken.map { $0 * stride }), rank: rank)
    }
}
