internal import Threading

/// The memory of a frame that was encoded, came in pieces, or was moved out of its round.
final class FrameMemory {
    private let memory: UnsafeMutableRawBufferPointer
    private let pool: FramePool?

    /// Adopts `memory`, which goes to `pool` in the end, or to the system.
    init(_ memory: UnsafeMutableRawBufferPointer, of pool: FramePool? = nil) {
        self.memory = memory
        self.pool = pool
    }

    deinit {
        if let pool { pool.give(memory) } else { memory.deallocate() }
    }
}

/// Memory for frames that is used again.
///
/// Given back to the system, as much as a frame holds makes the allocator tidy up all that is small and free, strings of
/// records above all.
final class FramePool: @unchecked Sendable {
    /// Bytes of each block, and how many are kept while nobody uses them.
    static let blockBytes = 60 << 10
    private static let mostIdle = 64

    private let lock = Lock()
    @exclusivity(unchecked) private var idle: [UnsafeMutableRawBufferPointer] = []

    init() { idle.reserveCapacity(Self.mostIdle) }

    deinit {
        for block in idle { block.deallocate() }
    }

    /// A block.
    func take() -> UnsafeMutableRawBufferPointer {
        lock.withLock { idle.popLast() }
            ?? .allocate(byteCount: Self.blockBytes, alignment: FrameHeader.alignment)
    }

    /// Memory for `bytes`: a block, unless that were far too much.
    func take(atLeast bytes: Int) -> UnsafeMutableRawBufferPointer {
        if bytes > Self.blockBytes / 4, bytes <= Self.blockBytes { return take() }
        return .allocate(byteCount: bytes, alignment: FrameHeader.alignment)
    }

    /// Takes memory back, whether it's a block or has become larger.
    func give(_ memory: UnsafeMutableRawBufferPointer) {
        let isKept =
            memory.count == Self.blockBytes
            && lock.withLock {
                guard idle.count < Self.mostIdle else { return false }
                idle.append(memory)
                return true
            }
        if !isKept { memory.deallocate() }
    }
}
