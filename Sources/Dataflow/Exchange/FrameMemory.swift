internal import Session

/// The memory of a frame that was encoded, came in pieces, or was moved out of its round.
final class FrameMemory: FrameOwner {
    private let memory: UnsafeMutableRawBufferPointer
    private let pool: FramePool?
    let block: SharedBlock?

    /// Adopts `memory`, which goes to `pool` in the end, or to the system.
    init(_ memory: UnsafeMutableRawBufferPointer, of pool: FramePool? = nil) {
        block = nil
        self.memory = memory
        self.pool = pool
    }

    /// Keeps a block.
    init(_ block: SharedBlock) {
        memory = block.memory
        pool = nil
        self.block = block
    }

    deinit {
        guard block == nil else { return }
        if let pool { pool.give(memory) } else { memory.deallocate() }
    }
}
