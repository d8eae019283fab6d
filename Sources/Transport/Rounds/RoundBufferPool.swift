internal import Threading

/// Memory for received rounds that no round uses at the moment.
///
/// Rounds take from it on the transport's thread and give back on any thread.
final class RoundBufferPool {
    /// Buffers beyond this many are freed when they come back.
    static let largestIdleCount = 8

    private let layout: RoundLayout
    private let lock = Lock()
    private var idle: [RoundBuffer] = []

    init(layout: RoundLayout) {
        self.layout = layout
        idle.reserveCapacity(Self.largestIdleCount)
    }

    /// A buffer of any content.
    func take() -> RoundBuffer {
        lock.acquire()
        let buffer = idle.popLast()
        lock.release()
        return buffer ?? RoundBuffer(layout: layout)
    }

    func giveBack(_ buffer: RoundBuffer) {
        lock.acquire()
        if idle.count < Self.largestIdleCount { idle.append(buffer) }
        lock.release()
    }

    /// How many buffers wait for a round.
    var idleCount: Int { lock.withLock { idle.count } }
}

extension RoundBufferPool: @unchecked Sendable {}
