internal import Records

/// Frames of one edge for one peer, until rounds and the peer's credit take them.
struct Outbox {
    private(set) var frames = FIFO<OutgoingFrame>()
    private(set) var bytes = 0

    /// Bytes that have not gone yet.
    var unsentBytes: Int { bytes - (frames.first?.sent ?? 0) }

    mutating func append(_ frame: OutgoingFrame) {
        frames.append(frame)
        bytes += frame.bytes.count
    }

    mutating func removeFirst() {
        bytes -= frames.popFirst()!.bytes.count
    }
}
