extension Collectives {
    /// Combines the elements of all ranks, index by index; every rank gets the result.
    ///
    /// ```swift
    /// let sums = try collectives.allReduce(partial) { $0 + $1 }.wait()
    /// ```
    ///
    /// Collective. The elements of one index are combined from rank 0 on, `combine(combine(a0, a1), a2)`, by one rank or
    /// by all from the same bytes: every rank has the same result, and it is the same over any transport, also of
    /// floating-point numbers.
    ///
    /// - Parameter combine: Must do the same on all ranks.
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements.
    /// - Complexity: For *n* bytes, two phases in which each rank sends 2 *n* (*size* − 1) / *size* bytes, in steps of
    ///   2 MiB; one step of *n* bytes to every other rank if all ranks together have up to 32 KiB. *n* calls
    ///   of `combine` per rank, and 2 MiB of memory beyond the result.
    @inlinable
    public func allReduce<Element: BitwiseCopyable>(
        _ values: [Element], combining combine: @escaping @Sendable (Element, Element) -> Element
    ) -> PendingCollective<[Element]> {
        allReduce(values) { combined, next, count in
            let combined = combined.assumingMemoryBound(to: Element.self)
            let next = next.assumingMemoryBound(to: Element.self)
            for index in 0..<count { combined[index] = combine(combined[index], next[index]) }
        }
    }

    @usableFromInline
    func allReduce<Element: BitwiseCopyable>(
        _ values: [Element], kernel: @escaping CombineKernel
    ) -> PendingCollective<[Element]> {
        let (rank, size, limits) = (rank, size, limits)
        let stride = MemoryLayout<Element>.stride
        let memory = CollectiveMemory(values)
        let combination = Combination(stride: stride, kernel: kernel)
        return start(
            Terms(kind: .allReduce, count: values.count), given: [Int](repeating: 0, count: size), memory: memory,
            plan: { _ in
                let output = memory.makeOutput(count: values.count)
                let input = UnsafeRawBufferPointer(memory.input.bytes)
                if input.count * size <= limits.smallReductionBytes {
                    let all = memory.makeScratch(byteCount: input.count * size)
                    return .combiningEverywhere(input, all, to: output.bytes, rank: rank, size: size, combination)
                }
                let shares = Shares.ranges(of: Shares.even(values.count, ranks: size))
                let ranges = shares.map { $0.lowerBound * stride..<$0.upperBound * stride }
                let block = limits.blockCount(stride: stride, ranks: size)
                let target = UnsafeMutableRawBufferPointer(rebasing: output.bytes[ranges[rank]])
                let scratch = memory.makeScratch(byteCount: block * stride * (size - 1))
                return CollectivePlan.reducing(
                    input, shares, to: target, block: block, scratch: scratch, rank: rank, combination
                )
                .followed(by: .sharing(output.bytes, ranges, rank: rank))
            }, output: { memory.result })
    }
}

extension CollectivePlan {
    /// Gives all elements to all ranks, each of which combines them.
    fileprivate static func combiningEverywhere(
        _ input: UnsafeRawBufferPointer, _ all: UnsafeMutableRawBufferPointer,
        to output: UnsafeMutableRawBufferPointer, rank: Int, size: Int, _ combination: Combination
    ) -> CollectivePlan {
        guard let base = output.baseAddress, input.count > 0 else { return .none }
        let places = (0..<size).map {
            UnsafeMutableRawBufferPointer(rebasing: all[$0 * input.count..<($0 + 1) * input.count])
        }
        var step = Step()
        for peer in 0..<size where peer != rank {
            step.gives.append((peer, input))
            step.takes.append((peer, places[peer]))
        }
        step.finish = {
            let blocks = (0..<size).map { $0 == rank ? input.baseAddress! : UnsafeRawPointer(places[$0].baseAddress!) }
            combination.combine(blocks, count: input.count / combination.stride, into: base)
        }
        return one(step)
    }
}
