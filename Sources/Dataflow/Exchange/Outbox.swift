/// Frames of one edge for one peer, until rounds and the peer's credit take them.
struct Outbox {
    private(set) var frames = FIFO<OutgoingFrame>()
    private(set) var bytes = 0
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    /// Whether a sender may append: one frame more than `capacity` bytes at most.
    var hasRoom: Bool { bytes < capacity }

    mutating func append(_ frame: OutgoingFrame) {
        frames.append(frame)
        bytes += frame.bytes.count
    }

    mutating func removeFirst() {
        bytes -= frames.popFirst()!.bytes.count
    }
}
