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
