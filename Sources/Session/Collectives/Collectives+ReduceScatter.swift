extension Collectives {
    /// Combines the elements of all ranks, index by index, and gives each rank an equal part of the result.
    ///
    /// ```swift
    /// let mine = try collectives.reduceScatter(gradient) { $0 + $1 }.wait()
    /// ```
    ///
    /// Collective. Elements are combined from rank 0 on, as by `allReduce`.
    ///
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements, or one that isn't a multiple
    ///   of `size`.
    /// - Complexity: For *n* bytes each rank sends *n* (*size* − 1) / *size* bytes, in steps of 2 MiB, with as much
    ///   memory beyond the result.
    @inlinable
    public func reduceScatter<Element: BitwiseCopyable>(
        _ values: [Element], combining combine: @escaping @Sendable (Element, Element) -> Element
    ) -> PendingCollective<[Element]> {
        reduceScatter(values, counts: nil) { combined, next, count in
            let combined = combined.assumingMemoryBound(to: Element.self)
            let next = next.assumingMemoryBound(to: Element.self)
            for index in 0..<count { combined[index] = combine(combined[index], next[index]) }
        }
    }

    /// Combines the elements of all ranks, index by index, and gives each rank a part of the result.
    ///
    /// ```swift
    /// let mine = try collectives.reduceScatter(gradient, counts: [10, 0, 7]) { $0 + $1 }.wait()
    /// ```
    ///
    /// Collective. Elements are combined from rank 0 on, as by `allReduce`.
    ///
    /// - Parameter counts: How many elements of the result each rank gets, in rank order, the same on all ranks; they
    ///   add up to `values.count`.
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements or counts, or counts that
    ///   don't fit.
    /// - Complexity: As above; the rank with most elements decides how many steps there are.
    @inlinable
    public func reduceScatter<Element: BitwiseCopyable>(
        _ values: [Element], counts: [Int], combining combine: @escaping @Sendable (Element, Element) -> Element
    ) -> PendingCollective<[Element]> {
        reduceScatter(values, counts: counts) { combined, next, count in
            let combined = combined.assumingMemoryBound(to: Element.self)
            let next = next.assumingMemoryBound(to: Element.self)
            for index in 0..<count { combined[index] = combine(combined[index], next[index]) }
        }
    }

    /// - Parameter counts: nil for equal parts.
    @usableFromInline
    func reduceScatter<Element: BitwiseCopyable>(
        _ values: [Element], counts: [Int]?, kernel: @escaping CombineKernel
    ) -> PendingCollective<[Element]> {
        let (rank, size, limits) = (rank, size, limits)
        let stride = MemoryLayout<Element>.stride
        let memory = CollectiveMemory(values)
        let isUneven = counts == nil && !values.count.isMultiple(of: size)
        let counts = counts ?? Shares.even(values.count, ranks: size)
        let refusal =
            isUneven
            ? CollectiveRefusal(.unevenLength, values.count, size)
            : CollectiveRefusal(counts, ofElements: values.count, ranks: size)
        let combination = Combination(stride: stride, kernel: kernel)
        return start(
            Terms(kind: .reduceScatter, count: values.count, counts: counts, refusal: refusal),
            given: [Int](repeating: 0, count: size), memory: memory,
            plan: { _ in
                let output = memory.makeOutput(count: counts[rank])
                let block = limits.blockCount(stride: stride, ranks: size)
                let scratch = memory.makeScratch(byteCount: block * stride * (size - 1))
                return .reducing(
                    UnsafeRawBufferPointer(memory.input.bytes), Shares.ranges(of: counts), to: output.bytes,
                    block: block, scratch: scratch, rank: rank, combination)
            }, output: { memory.result })
    }
}
