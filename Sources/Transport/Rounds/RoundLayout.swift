/// Where the parts of a round lie in memory; the same on all ranks that agree about the shape.
///
/// The header that one rank gives another one, in bytes, integers in the byte order of the machine:
///
///     0        8            16             24          32          + 16 minima   + 8 sums      + 8 peerWords
///     number   byte count   bytes to all   reserved    minima      sums          peer words    padding to 16
struct RoundLayout: Sendable, Equatable {
    /// Payloads and headers of all peers start at multiples of this.
    static let alignment = 16
    private static let fixedBytes = 32

    let shape: RoundShape
    let size: Int
    let minimaOffset: Int
    let sumsOffset: Int
    let peerWordsOffset: Int
    /// Bytes from one header to the next one.
    let headerBytes: Int
    /// The most bytes that one rank receives in one round, with the gaps between segments.
    let largestPayload: Int

    /// - Throws: `TransportError` if a round needs more than the 32-bit counts of MPI.
    init(shape: RoundShape, size: Int) throws(TransportError) {
        self.shape = shape
        self.size = size
        minimaOffset = Self.fixedBytes
        sumsOffset = minimaOffset + shape.minima * MemoryLayout<UInt128>.stride
        peerWordsOffset = sumsOffset + shape.sums * MemoryLayout<UInt64>.stride
        headerBytes = Self.aligned(peerWordsOffset + shape.peerWords * MemoryLayout<UInt64>.stride)
        let (payload, overflow) = Self.aligned(shape.segmentBytes).multipliedReportingOverflow(by: size)
        largestPayload = payload
        let limit = Int(Int32.max)
        guard !overflow, payload <= limit, headerBytes <= limit / size else {
            throw TransportError(
                message: "a round of \(shape.segmentBytes) bytes and a header of \(headerBytes) bytes for each of "
                    + "\(size) ranks is more than MPI's limit of \(limit) bytes; use segments of at most "
                    + "\(limit / size / Self.alignment * Self.alignment) bytes and fewer words")
        }
    }

    /// The next multiple of 16.
    static func aligned(_ count: Int) -> Int { (count + alignment - 1) & ~(alignment - 1) }
}
