internal import CEngine

/// Memory that the ranks of one host see, in blocks that they hand to each other.
///
/// Each rank makes one, and others attach to it. Its maker takes blocks and fills them; a rank that is told of one reads it
/// where it is, and gives it back by a bit that all see. Nobody waits for anybody.
package final class SharedArena: @unchecked Sendable {
    package static let blockBytes = 64 << 10
    /// Their memory exists once it's used; the first free one is always the next.
    package static let mostBlocks = 8192

    /// How another process finds it.
    package struct Address: Equatable, Sendable {
        package var process: Int32
        package var descriptor: Int32
        /// Drawn by its maker: a process that merely has the same number doesn't have it.
        package var name: UInt64

        package init(process: Int32, descriptor: Int32, name: UInt64) {
            self.process = process
            self.descriptor = descriptor
            self.name = name
        }
    }

    package let address: Address
    private let blocks: Int
    private let mapping: renoir_arena
    private let base: UnsafeMutableRawPointer

    /// Makes memory of this process.
    ///
    /// - Parameter blocks: A multiple of 64; with none there is only the ``word``.
    /// - Returns: nil if the system has none of the kind.
    package convenience init?(blocks: Int = mostBlocks) {
        let name = renoir_random_name()
        guard name != 0 else { return nil }
        let mapping = renoir_arena_make(blocks, Self.blockBytes, name)
        self.init(mapping, blocks, Address(process: renoir_process(), descriptor: mapping.descriptor, name: name))
    }

    /// Maps the memory of another process of this host.
    ///
    /// - Returns: nil if it can't be reached from here.
    package convenience init?(attachedTo address: Address, blocks: Int = mostBlocks) {
        let mapping = renoir_arena_attach(
            address.process, address.descriptor, blocks, Self.blockBytes, address.name)
        self.init(mapping, blocks, address)
    }

    private init?(_ mapping: renoir_arena, _ blocks: Int, _ address: Address) {
        guard let base = mapping.base else { return nil }
        self.blocks = blocks
        self.mapping = mapping
        self.base = base
        self.address = address
    }

    deinit { renoir_arena_close(mapping) }

    /// A word of the memory that belongs to no block, 0 at first.
    package var word: UnsafeMutablePointer<UInt64> {
        (base + MemoryLayout<renoir_arena_header>.offset(of: \.word)!).assumingMemoryBound(to: UInt64.self)
    }

    /// A block that nobody has; nil if there is none.
    package func take() -> SharedBlock? {
        let index = renoir_arena_take(base)
        return index < 0 ? nil : SharedBlock(self, index, memory(of: index))
    }

    /// A block that a neighbour has handed over, by its number.
    ///
    /// - Returns: nil if there is no such block.
    package func received(_ index: Int) -> SharedBlock? {
        (0..<blocks).contains(index) ? SharedBlock(self, index, memory(of: index)) : nil
    }

    fileprivate func give(_ index: Int) { renoir_arena_give(base, index) }

    private func memory(of index: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            start: base + Int(renoir_arena_start) + index * Self.blockBytes, count: Self.blockBytes)
    }
}

/// One block, for as long as this rank has it. The last reference gives it back.
package final class SharedBlock {
    package let index: Int
    package let memory: UnsafeMutableRawBufferPointer
    private let arena: SharedArena
    /// Whether another rank has it now, and gives it back.
    package private(set) var isHandedOver = false

    fileprivate init(_ arena: SharedArena, _ index: Int, _ memory: UnsafeMutableRawBufferPointer) {
        self.arena = arena
        self.index = index
        self.memory = memory
    }

    deinit { if !isHandedOver { arena.give(index) } }

    /// Leaves the block to a rank that is told of it.
    package func handOver() { isHandedOver = true }
}
