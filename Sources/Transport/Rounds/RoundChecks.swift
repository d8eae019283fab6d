extension OutgoingRound {
    /// Stops on a round that breaks what `Transport.post` asks for.
    ///
    /// - Returns: How many bytes the round sends to all ranks together.
    func checkedByteCount(layout: RoundLayout, rank: Int, inFlight: Int, depth: Int) -> UInt64 {
        precondition(inFlight < depth, "rank \(rank) posts a round with \(inFlight) of \(depth) rounds in flight")
        precondition(
            size == layout.size && (shape == layout.shape),
            "rank \(rank) posts a round of \(shape) for \(size) ranks to a transport of \(layout.shape) for \(layout.size)"
        )
        var total = 0
        for peer in 0..<size {
            let count = byteCounts[peer]
            precondition(
                count >= 0 && count <= shape.segmentBytes,
                "rank \(rank) sends \(count) bytes to rank \(peer) in a segment of \(shape.segmentBytes)")
            total += count
        }
        precondition(byteCounts[rank] == 0, "rank \(rank) sends \(byteCounts[rank]) bytes to itself")
        return UInt64(total)
    }
}
