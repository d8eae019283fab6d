internal import MPI

/// One round in flight, with all memory that MPI reads and writes for it.
final class RoundSlot {
    private let layout: RoundLayout
    private let sentHeaders: UnsafeMutableRawBufferPointer
    private let sentSegments: SegmentTable
    private var round: OutgoingRound?
    private var received: RoundBuffer?
    private var headerRequest: Request?
    private var payloadRequest: Request?

    init(layout: RoundLayout) {
        self.layout = layout
        sentHeaders = .allocate(byteCount: layout.headerBytes * layout.size, alignment: RoundLayout.alignment)
        sentHeaders.initializeMemory(as: UInt8.self, repeating: 0)
        sentSegments = SegmentTable(size: layout.size)
        for peer in 0..<layout.size { sentSegments.displacements[peer] = Int32(peer * layout.shape.segmentBytes) }
    }

    deinit { sentHeaders.deallocate() }

    /// Where the round arrives; only between `fill` and `takeBuffer`.
    var buffer: RoundBuffer {
        guard let received else { preconditionFailure("a round without a buffer") }
        return received
    }

    /// Writes what goes to each rank.
    func fill(from round: OutgoingRound, number: UInt64, byteCount: UInt64, buffer: RoundBuffer) {
        for peer in 0..<layout.size {
            let header = RoundHeader(at: sentHeaders.baseAddress! + peer * layout.headerBytes, layout: layout)
            header.fill(from: round, number: number, to: peer, totalByteCount: byteCount)
            sentSegments.counts[peer] = Int32(truncatingIfNeeded: round.byteCounts[peer])
        }
        self.round = round
        received = buffer
    }

    // The requests own this slot while they are in flight: a transport that is dropped too early leaves its memory
    // to MPI.

    func startHeaders(on communicator: Communicator) throws(TransportError) {
        do {
            headerRequest = try communicator.ialltoall(
                sending: UnsafeRawBufferPointer(sentHeaders), receiving: buffer.headers,
                byteCount: layout.headerBytes, owner: self)
        } catch { throw TransportError(error) }
    }

    func startPayload(on communicator: Communicator) throws(TransportError) {
        guard let round else { preconditionFailure("a payload without a round") }
        do {
            payloadRequest = try communicator.ialltoallv(
                sending: UnsafeRawBufferPointer(round.payload), sentSegments,
                receiving: buffer.payload, buffer.segments, owner: self)
        } catch { throw TransportError(error) }
    }

    func headersAreComplete() throws(TransportError) -> Bool {
        do { return try headerRequest?.test() ?? true } catch { throw TransportError(error) }
    }

    /// A round without payload is complete with its headers.
    func payloadIsComplete() throws(TransportError) -> Bool {
        do { return try payloadRequest?.test() ?? true } catch { throw TransportError(error) }
    }

    /// Ends the round: what was sent is the caller's again.
    func takeBuffer() -> RoundBuffer {
        let buffer = buffer
        received = nil
        round = nil
        headerRequest = nil
        payloadRequest = nil
        return buffer
    }
}
