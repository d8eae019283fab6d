internal import Threading

/// Memory for frames that is used again.
///
/// Given back to the system, as much as a frame holds makes the allocator tidy up all that is small and free, strings
/// of records above all.
final class FramePool: @unchecked Sendable {
    /// Bytes of each block: the largest target of a frame, and a quarter more for its last record.
    static let blockBytes = 60 << 10
    /// Blocks that are kept while nobody uses them.
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

    /// Memory for `bytes`: a block, unless that were more than twice as much.
    func take(atLeast bytes: Int) -> UnsafeMutableRawBufferPointer {
        if bytes > Self.blockBytes / 2, bytes <= Self.blockBytes { return take() }
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
