extension CollectivePlan {
    /// Bytes that a rank copies within its own memory in one step.
    private static let copiedBytes = 8 << 20

    /// Gives each rank its part of `input` and takes each rank's part of `output`, this rank's own part included.
    static func moving(
        _ input: UnsafeRawBufferPointer, _ inputRanges: [Range<Int>],
        to output: UnsafeMutableRawBufferPointer, _ outputRanges: [Range<Int>], rank: Int
    ) -> CollectivePlan {
        var step = Step()
        for peer in inputRanges.indices where peer != rank {
            step.gives.append((peer, UnsafeRawBufferPointer(rebasing: input[inputRanges[peer]])))
        }
        for peer in outputRanges.indices where peer != rank {
            step.takes.append((peer, UnsafeMutableRawBufferPointer(rebasing: output[outputRanges[peer]])))
        }
        let source = UnsafeRawBufferPointer(rebasing: input[inputRanges[rank]])
        let target = UnsafeMutableRawBufferPointer(rebasing: output[outputRanges[rank]])
        return one(step).followed(by: copying(source, to: target))
    }

    /// Copies what stays on this rank.
    static func copying(_ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) -> CollectivePlan {
        CollectivePlan(stepCount: (source.count + copiedBytes - 1) / copiedBytes) { index in
            let range = index * copiedBytes..<min(source.count, (index + 1) * copiedBytes)
            return Step(finish: { target[range].copyBytes(from: source[range]) })
        }
    }

    /// Makes each rank's part of `bytes` everybody's; this rank has its own part already.
    ///
    /// - Parameter done: Ranks that have all of it, and take nothing.
    static func sharing(
        _ bytes: UnsafeMutableRawBufferPointer, _ ranges: [Range<Int>], rank: Int, done: Int? = nil
    ) -> CollectivePlan {
        var step = Step()
        for peer in ranges.indices where peer != rank {
            if peer != done { step.gives.append((peer, UnsafeRawBufferPointer(rebasing: bytes[ranges[rank]]))) }
            if rank != done { step.takes.append((peer, UnsafeMutableRawBufferPointer(rebasing: bytes[ranges[peer]]))) }
        }
        return one(step)
    }
}
