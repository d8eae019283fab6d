/// What all ranks have posted, on its way into the memory of one of them.
struct SimulatedDelivery {
    let plan: SimulatedPlan
    /// Whose payload and peer words arrive, in rank order.
    let payload: [SimulatedContribution]
    /// Whose reduced words arrive, in rank order.
    let words: [SimulatedContribution]

    /// Writes the round as MPI would.
    func fill(_ buffer: RoundBuffer, rank: Int) throws(TransportError) {
        let shape = buffer.layout.shape
        for (peer, contribution) in payload.enumerated() {
            let source = contribution.header(for: rank)
            let target = buffer.header(of: peer)
            target.number = plan.number
            target.totalByteCount = source.totalByteCount
            target.byteCount = source.byteCount * UInt64(plan.copies(from: peer, to: rank))
            target.peerWords.update(from: source.peerWords, count: shape.peerWords)
            let reduced = words[peer].header(for: rank)
            target.minima.update(from: reduced.minima, count: shape.minima)
            target.sums.update(from: reduced.sums, count: shape.sums)
        }
        // A segment that arrives twice may be larger than the shape allows.
        _ = try buffer.readHeaders(round: plan.number, largestSegment: 2 * shape.segmentBytes)
        for (peer, contribution) in payload.enumerated() {
            copy(contribution.segment(for: rank), count: plan.copies(from: peer, to: rank), into: buffer, from: peer)
        }
    }

    private func copy(_ segment: [UInt8], count: Int, into buffer: RoundBuffer, from peer: Int) {
        var start = Int(buffer.segments.displacements[peer])
        for _ in 0..<count {
            let target = UnsafeMutableRawBufferPointer(rebasing: buffer.payload[start..<start + segment.count])
            target.copyBytes(from: segment)
            start += segment.count
        }
    }
}
