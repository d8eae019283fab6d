extension Collectives {
    /// Gives all ranks what `root` has.
    ///
    /// ```swift
    /// let weights = try collectives.broadcast(rank == 0 ? loaded : nil, from: 0).wait()
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Parameter values: What `root` has. Other ranks' values don't count.
    /// - Throws: From `poll` on all ranks, if `root` isn't a rank, has `nil`, or isn't the same everywhere.
    /// - Complexity: For *n* bytes, one step in which `root` sends *n* bytes to every other rank; from 1 MiB and three
    ///   ranks on two steps, in which no rank sends or receives more than about 2 *n* bytes. The root's array isn't copied.
    public func broadcast<Element: BitwiseCopyable>(
        _ values: [Element]?, from root: Int
    ) -> PendingCollective<[Element]> {
        let isRoot = rank == root
        let memory = CollectiveMemory(isRoot ? values ?? [] : [])
        let terms = Terms(
            kind: .broadcast, root: root, refusal: isRoot && values == nil ? CollectiveRefusal(.missingValues) : nil)
        let (rank, size, large) = (rank, size, limits.largeBroadcastBytes)
        return start(
            terms, given: [Int](repeating: isRoot ? memory.input.elements.count : 0, count: size), memory: memory,
            plan: { arriving in
                let bytes = isRoot ? memory.input.bytes : memory.makeOutput(count: arriving[root]).bytes
                return .broadcasting(bytes, from: root, rank: rank, size: size, large: large)
            }, output: { isRoot ? memory.input.elements : memory.result })
    }

    /// Writes over the elements of all ranks what `root` has, in memory of the caller.
    ///
    /// ```swift
    /// let done = collectives.broadcast(block, from: 0)
    /// while try !done.poll() { try pump.turn() }
    /// ```
    ///
    /// Collective. Order is kept.
    ///
    /// - Parameter values: As many on all ranks. The memory must stay in place until `poll` has returned `true`, or for ever
    ///   if it throws, and isn't to be touched meanwhile.
    /// - Throws: From `poll` on all ranks, if the ranks have different numbers of elements, or if `root` isn't a rank or
    ///   isn't the same everywhere.
    /// - Complexity: As the broadcast of an array, without memory of its own.
    public func broadcast<Element: BitwiseCopyable>(
        _ values: UnsafeMutableBufferPointer<Element>, from root: Int
    ) -> PendingCollective<Void> {
        let memory = CollectiveMemory([] as [Element])
        let bytes = UnsafeMutableRawBufferPointer(values)
        if rank != root { memory.arrive(in: bytes) }
        let (rank, size, large) = (rank, size, limits.largeBroadcastBytes)
        return start(
            Terms(kind: .broadcast, root: root, count: values.count), given: [Int](repeating: 0, count: size),
            memory: memory, plan: { _ in .broadcasting(bytes, from: root, rank: rank, size: size, large: large) },
            output: {})
    }
}

extension CollectivePlan {
    /// Makes the root's `bytes` everybody's.
    ///
    /// - Parameter large: From how many bytes on they go through all ranks.
    fileprivate static func broadcasting(
        _ bytes: UnsafeMutableRawBufferPointer, from root: Int, rank: Int, size: Int, large: Int
    ) -> CollectivePlan {
        var step = Step()
        guard size > 2, bytes.count >= large else {
            if rank == root {
                for peer in 0..<size where peer != root { step.gives.append((peer, UnsafeRawBufferPointer(bytes))) }
            } else {
                step.takes.append((root, bytes))
            }
            return one(step)
        }
        // Each rank gets one part from the root, and then gives it to the others.
        let ranges = Shares.ranges(of: Shares.even(bytes.count, ranks: size))
        if rank == root {
            for peer in 0..<size where peer != root {
                step.gives.append((peer, UnsafeRawBufferPointer(rebasing: bytes[ranges[peer]])))
            }
        } else {
            step.takes.append((root, UnsafeMutableRawBufferPointer(rebasing: bytes[ranges[rank]])))
        }
        return one(step).followed(by: sharing(bytes, ranges, rank: rank, done: root))
    }
}
