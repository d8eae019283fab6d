internal import MPI

/// The memory of one received round: the headers of all ranks, their payloads, and the reduced words.
///
/// It is filled by one thread, read by whoever holds the round, and filled again.
final class RoundBuffer {
    let layout: RoundLayout
    /// One header of each rank, in rank order.
    let headers: UnsafeMutableRawBufferPointer
    /// Where each rank's payload lies in `payload`.
    let segments: SegmentTable
    let minima: UnsafeMutableBufferPointer<UInt128>
    let sums: UnsafeMutableBufferPointer<UInt64>
    /// At least as large as the largest round that it has held so far.
    private(set) var payload: UnsafeMutableRawBufferPointer

    init(layout: RoundLayout) {
        self.layout = layout
        headers = .allocate(byteCount: layout.headerBytes * layout.size, alignment: RoundLayout.alignment)
        headers.initializeMemory(as: UInt8.self, repeating: 0)
        segments = SegmentTable(size: layout.size)
        minima = .allocate(capacity: layout.shape.minima)
        sums = .allocate(capacity: layout.shape.sums)
        minima.initialize(repeating: .max)
        sums.initialize(repeating: 0)
        payload = .allocate(byteCount: 0, alignment: RoundLayout.alignment)
    }

    deinit {
        headers.deallocate()
        minima.deallocate()
        sums.deallocate()
        payload.deallocate()
    }

    func header(of peer: Int) -> RoundHeader {
        RoundHeader(at: headers.baseAddress! + peer * layout.headerBytes, layout: layout)
    }

    func payload(from peer: Int) -> UnsafeRawBufferPointer {
        let start = Int(segments.displacements[peer])
        return UnsafeRawBufferPointer(rebasing: payload[start..<start + Int(segments.counts[peer])])
    }

    func words(from peer: Int) -> UnsafeBufferPointer<UInt64> {
        UnsafeBufferPointer(start: header(of: peer).peerWords, count: layout.shape.peerWords)
    }

    /// Reads the headers of all ranks: checks them, reduces their words in rank order, lays the payload out and makes
    /// room for it.
    ///
    /// - Returns: Whether any rank sends any payload to any other one, the same on all ranks.
    /// - Throws: `TransportError` if a header is of another round or announces more than a segment holds.
    func readHeaders(round number: UInt64) throws(TransportError) -> Bool {
        try readHeaders(round: number, largestSegment: layout.shape.segmentBytes)
    }

    /// The same for segments of up to `largestSegment` bytes.
    func readHeaders(round number: UInt64, largestSegment: Int) throws(TransportError) -> Bool {
        minima.update(repeating: .max)
        sums.update(repeating: 0)
        var bytesInAll: UInt64 = 0
        var end = 0
        for peer in 0..<layout.size {
            let header = header(of: peer)
            let count = header.byteCount
            guard header.number == number, count <= UInt64(largestSegment) else {
                throw TransportError(
                    message: "rank \(peer) announced \(count) bytes in round \(header.number) where round \(number) "
                        + "and at most \(largestSegment) bytes were expected")
            }
            bytesInAll &+= header.totalByteCount
            segments.counts[peer] = Int32(count)
            segments.displacements[peer] = Int32(end)
            end += RoundLayout.aligned(Int(count))
            reduce(header)
        }
        reserve(byteCount: end)
        return bytesInAll != 0
    }

    private func reduce(_ header: RoundHeader) {
        let theirMinima = header.minima
        for index in 0..<minima.count { minima[index] = min(minima[index], theirMinima[index]) }
        let theirSums = header.sums
        for index in 0..<sums.count { sums[index] &+= theirSums[index] }
    }

    /// Grows to the next power of two, so that a few rounds settle the size.
    private func reserve(byteCount: Int) {
        guard payload.count < byteCount else { return }
        let grown = 1 << (Int.bitWidth - (byteCount - 1).leadingZeroBitCount)
        payload.deallocate()
        let enough = max(byteCount, min(grown, layout.largestPayload))
        payload = .allocate(byteCount: enough, alignment: RoundLayout.alignment)
    }
}

extension RoundBuffer: @unchecked Sendable {}
