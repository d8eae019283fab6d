internal import CMPI

extension Communicator {
    /// Gives each rank `byteCount` bytes of `sent` and takes as many of each, both in rank order; waits for all.
    ///
    /// Collective: `byteCount` is the same on all ranks. It may be larger than MPI's 32-bit counts.
    ///
    /// - Precondition: Both buffers have `byteCount` bytes for each rank.
    /// - Complexity: `byteCount` × *size* bytes per rank.
    public func alltoall(
        sending sent: UnsafeRawBufferPointer, receiving received: UnsafeMutableRawBufferPointer, byteCount: Int
    ) throws(MPIError) {
        precondition(
            byteCount >= 0 && sent.count >= byteCount * size && received.count >= byteCount * size,
            "\(sent.count) bytes sent and \(received.count) received, \(byteCount) each for \(size) ranks")
        if byteCount <= MessageLimit.byteCount {
            try check(
                cmpi_alltoall(sent.baseAddress, received.baseAddress, Int32(byteCount), handle), "MPI_Alltoall")
        } else {
            let segments = Segments(packing: [Int](repeating: byteCount, count: size))
            try alltoallv(sending: sent, segments, receiving: received, segments)
        }
    }

    /// Gives each rank its segment of `sent` and takes its segment of `received` from each; waits for all.
    ///
    /// ```swift
    /// try world.alltoallv(sending: words, Segments(packing: counts), receiving: room, Segments(packing: theirs))
    /// ```
    ///
    /// Collective: what this rank receives from another one has the size that the other one sends. Segments may be
    /// larger, and lie further into their buffers, than MPI's 32-bit counts reach; then the exchange goes pair by pair.
    ///
    /// - Precondition: All segments are within their buffers.
    /// - Complexity: the sum of all segments in bytes per rank, and O(log *size*) messages to agree on the number of
    ///   pieces.
    public func alltoallv(
        sending sent: UnsafeRawBufferPointer, _ sentSegments: Segments,
        receiving received: UnsafeMutableRawBufferPointer, _ receivedSegments: Segments
    ) throws(MPIError) {
        try alltoallv(
            sending: sent, sentSegments, receiving: received, receivedSegments, limit: MessageLimit.byteCount)
    }

    /// The same with messages of at most `limit` bytes.
    func alltoallv(
        sending sent: UnsafeRawBufferPointer, _ sentSegments: Segments,
        receiving received: UnsafeMutableRawBufferPointer, _ receivedSegments: Segments, limit: Int
    ) throws(MPIError) {
        sentSegments.checkBounds(byteCount: sent.count, size: size)
        receivedSegments.checkBounds(byteCount: received.count, size: size)
        let mine = max(
            AlltoallvRounds.pieces(sentSegments, limit: limit), AlltoallvRounds.pieces(receivedSegments, limit: limit))
        let pieces = try Int(allreduce(UInt64(mine), .maximum))
        let rounds = AlltoallvRounds.rounds(
            rank: rank, sent: sentSegments, received: receivedSegments, pieces: pieces, limit: limit)
        for round in rounds {
            let code = cmpi_alltoallv(
                sent.baseAddress.map { $0 + round.sentBase }, round.sentCounts, round.sentDisplacements,
                received.baseAddress.map { $0 + round.receivedBase }, round.receivedCounts,
                round.receivedDisplacements, handle)
            try check(code, "MPI_Alltoallv")
        }
    }
}
