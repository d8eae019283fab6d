internal import CMPI

extension Communicator {
    /// Starts to give each rank `byteCount` bytes of `sent` and to take as many of each, both in rank order.
    ///
    /// ```swift
    /// var request = try world.ialltoall(sending: words, receiving: room, byteCount: 8, owner: memory)
    /// while try !request.test() { doSomethingElse() }
    /// ```
    ///
    /// Collective: all ranks start the exchanges of one communicator in the same order. Never waits.
    ///
    /// - Parameter owner: Whatever keeps both buffers in place; the request holds on to it.
    /// - Precondition: `byteCount` fits 32 bits with sign, and both buffers have that many bytes for each rank.
    /// - Complexity: `byteCount` × *size* bytes per rank.
    public func ialltoall(
        sending sent: UnsafeRawBufferPointer, receiving received: UnsafeMutableRawBufferPointer,
        byteCount: Int, owner: AnyObject
    ) throws(MPIError) -> Request {
        precondition(byteCount >= 0 && byteCount <= Int(Int32.max), "\(byteCount) bytes for each rank")
        precondition(
            sent.count >= byteCount * size && received.count >= byteCount * size,
            "\(sent.count) bytes sent and \(received.count) received, \(byteCount) each for \(size) ranks")
        var request = cmpi_no_request()
        try check(
            cmpi_ialltoall(sent.baseAddress, received.baseAddress, Int32(byteCount), handle, &request),
            "MPI_Ialltoall")
        return Request(request, owner: owner, rank: rank)
    }

    /// Starts to give each rank its segment of `sent` and to take its segment of `received` from each.
    ///
    /// Collective: all ranks start the exchanges of one communicator in the same order. Never waits.
    ///
    /// - Parameter owner: Whatever keeps both buffers in place; the request holds on to it and to both tables.
    /// - Precondition: All segments are within their buffers, and what this rank receives from another one has the
    ///   size that the other one sends.
    /// - Complexity: the sum of all segments in bytes per rank.
    public func ialltoallv(
        sending sent: UnsafeRawBufferPointer, _ sentSegments: SegmentTable,
        receiving received: UnsafeMutableRawBufferPointer, _ receivedSegments: SegmentTable, owner: AnyObject
    ) throws(MPIError) -> Request {
        sentSegments.assertBounds(byteCount: sent.count, size: size)
        receivedSegments.assertBounds(byteCount: received.count, size: size)
        var request = cmpi_no_request()
        let code = cmpi_ialltoallv(
            sent.baseAddress, sentSegments.counts.baseAddress, sentSegments.displacements.baseAddress,
            received.baseAddress, receivedSegments.counts.baseAddress, receivedSegments.displacements.baseAddress,
            handle, &request)
        try check(code, "MPI_Ialltoallv")
        return Request(request, owner: owner, tables: (sentSegments, receivedSegments), rank: rank)
    }
}
