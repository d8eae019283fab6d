/// Combines elements that lie one behind the other with as many further ones: `(combined so far, next, count)`.
@usableFromInline typealias CombineKernel = (UnsafeMutableRawPointer, UnsafeRawPointer, Int) -> Void

/// How elements of all ranks become one, in rank order, whatever arrives first.
struct Combination {
    let stride: Int
    let kernel: CombineKernel

    /// Writes to `target` what the ranks' blocks give, from rank 0 on.
    func combine(_ blocks: [UnsafeRawPointer], count: Int, into target: UnsafeMutableRawPointer) {
        guard count > 0 else { return }
        if UnsafeRawPointer(target) != blocks[0] { target.copyMemory(from: blocks[0], byteCount: count * stride) }
        for block in blocks.dropFirst() { kernel(target, block, count) }
    }
}

extension CollectivePlan {
    /// Combines each rank's share of all ranks' elements on that rank.
    ///
    /// The shares go in blocks, so that what waits to be combined is bounded and still in the cache.
    ///
    /// - Parameters:
    ///   - input: What this rank contributes to all shares.
    ///   - shares: Which elements are combined where.
    ///   - target: Where this rank's share is to be.
    ///   - block: Elements of one rank that are combined in one step.
    ///   - scratch: Room for a block of each other rank but the first.
    static func reducing(
        _ input: UnsafeRawBufferPointer, _ shares: [Range<Int>], to target: UnsafeMutableRawBufferPointer,
        block: Int, scratch: UnsafeMutableRawBufferPointer, rank: Int, _ combination: Combination
    ) -> CollectivePlan {
        let stride = combination.stride
        let largest = shares.map(\.count).max() ?? 0
        return CollectivePlan(stepCount: (largest + block - 1) / block) { index in
            let parts = shares.map { share in
                min(
                    share.upperBound, share.lowerBound + index * block)..<min(
                        share.upperBound, share.lowerBound + (index + 1) * block)
            }
            let mine = parts[rank]
            let bytes = mine.count * stride
            let start = (mine.lowerBound - shares[rank].lowerBound) * stride
            let result = UnsafeMutableRawBufferPointer(rebasing: target[start..<start + bytes])
            var step = Step()
            for peer in shares.indices where peer != rank {
                let range = parts[peer].lowerBound * stride..<parts[peer].upperBound * stride
                step.gives.append((peer, UnsafeRawBufferPointer(rebasing: input[range])))
            }
            guard bytes > 0, let base = result.baseAddress else { return step }
            // The first rank's block arrives where the result will be.
            var blocks: [UnsafeRawPointer] = []
            var free = 0
            for peer in shares.indices {
                if peer == rank {
                    blocks.append(input.baseAddress! + mine.lowerBound * stride)
                    continue
                }
                let place = peer == 0 ? result : UnsafeMutableRawBufferPointer(rebasing: scratch[free..<free + bytes])
                if peer > 0 { free += block * stride }
                step.takes.append((peer, place))
                blocks.append(UnsafeRawPointer(place.baseAddress!))
            }
            step.finish = { combination.combine(blocks, count: mine.count, into: base) }
            return step
        }
    }
}
