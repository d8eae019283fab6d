internal import CMPI

extension Communicator {
    /// The largest tag that every implementation of MPI has.
    public static let largestTag = 32_767

    /// Starts to send `bytes` to one rank, which takes them with `irecv`.
    ///
    /// ```swift
    /// var request = try world.isend(bytes, to: 1, tag: 0, owner: memory)
    /// ```
    ///
    /// Local: messages from one rank to another one with the same tag arrive in the order in which they were started.
    /// Never waits.
    ///
    /// - Parameter owner: Whatever keeps the bytes in place; the request holds on to it.
    /// - Precondition: `bytes` has a count that fits 32 bits with sign, and `tag` is within 0...`largestTag`.
    /// - Complexity: One message.
    public func isend(
        _ bytes: UnsafeRawBufferPointer, to target: Int, tag: Int, owner: AnyObject
    ) throws(MPIError) -> Request {
        checkMessage(byteCount: bytes.count, peer: target, tag: tag)
        var request = cmpi_no_request()
        try check(
            cmpi_isend(bytes.baseAddress, Int32(bytes.count), Int32(target), Int32(tag), handle, &request), "MPI_Isend")
        return Request(request, owner: owner, rank: rank)
    }

    /// Starts to take the next message of one rank into `bytes`.
    ///
    /// Local; never waits.
    ///
    /// - Parameter owner: Whatever keeps the bytes in place; the request holds on to it.
    /// - Precondition: As for `isend`; and the message has the size of `bytes`, which MPI doesn't reliably check.
    /// - Complexity: One message.
    public func irecv(
        _ bytes: UnsafeMutableRawBufferPointer, from source: Int, tag: Int, owner: AnyObject
    ) throws(MPIError) -> Request {
        checkMessage(byteCount: bytes.count, peer: source, tag: tag)
        var request = cmpi_no_request()
        try check(
            cmpi_irecv(bytes.baseAddress, Int32(bytes.count), Int32(source), Int32(tag), handle, &request), "MPI_Irecv")
        return Request(request, owner: owner, rank: rank)
    }

    /// Whether a message with this tag has come, from any rank, and how large it is.
    ///
    /// Local; never waits.
    ///
    /// - Complexity: O(1).
    public func probe(tag: Int) throws(MPIError) -> (source: Int, byteCount: Int)? {
        var (hasCome, source, count) = (Int32(0), Int32(0), Int32(0))
        try check(cmpi_probe(Int32(tag), handle, &hasCome, &source, &count), "MPI_Iprobe")
        return hasCome == 0 ? nil : (Int(source), Int(count))
    }

    /// Takes the message that `probe(tag:)` has found.
    ///
    /// Local. Waits only as long as its bytes take to come.
    ///
    /// - Precondition: `bytes` has the size that the message has.
    public func receive(_ bytes: UnsafeMutableRawBufferPointer, from source: Int, tag: Int) throws(MPIError) {
        checkMessage(byteCount: bytes.count, peer: source, tag: tag)
        try check(
            cmpi_receive(bytes.baseAddress, Int32(bytes.count), Int32(source), Int32(tag), handle), "MPI_Recv")
    }

    private func checkMessage(byteCount: Int, peer: Int, tag: Int) {
        precondition(byteCount <= MessageLimit.byteCount, "a message of \(byteCount) bytes")
        precondition((0..<size).contains(peer), "a message between ranks \(rank) and \(peer) of \(size)")
        precondition((0...Self.largestTag).contains(tag), "a message with tag \(tag)")
    }
}
