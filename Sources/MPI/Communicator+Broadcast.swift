internal import CMPI

extension Communicator {
    /// Copies the bytes of rank `root` over the bytes of all other ranks.
    ///
    /// Collective: all ranks name the same root and give buffers of the same size, which may be larger than MPI's
    /// 32-bit counts.
    ///
    /// - Complexity: O(*bytes* · log *size*) in all.
    public func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from root: Int) throws(MPIError) {
        try broadcast(bytes, from: root, limit: MessageLimit.byteCount)
    }

    /// The same with messages of at most `limit` bytes.
    func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from root: Int, limit: Int) throws(MPIError) {
        precondition((0..<size).contains(root), "root \(root) of \(size) ranks")
        for range in MessageLimit.ranges(of: bytes.count, limit: limit) {
            let code = cmpi_broadcast(
                bytes.baseAddress! + range.lowerBound, Int32(range.count), Int32(root), handle)
            try check(code, "MPI_Bcast")
        }
    }
}
