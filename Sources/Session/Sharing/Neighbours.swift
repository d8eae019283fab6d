internal import Threading

/// The ranks of this host, and the memory that this one shares with them.
package final class Neighbours: @unchecked Sendable {
    /// This rank's own memory; nil if it shares none.
    package let arena: SharedArena?
    /// That of others, by rank; nil where it can't be reached.
    private let arenas: [SharedArena?]
    /// Which ranks have said whether they see this one's: until one has, what goes there is copied.
    @exclusivity(unchecked) private var seen: [Bool?]
    private let lock = Lock()

    /// - Parameters:
    ///   - arena: This rank's own memory.
    ///   - others: By rank: where its memory is; nil for this rank, those of other hosts, and those that have none.
    package init(_ arena: SharedArena?, attachingTo others: [SharedArena.Address?]) {
        self.arena = arena
        arenas = others.map { $0.flatMap { SharedArena(attachedTo: $0) } }
        seen = Array(repeating: nil, count: others.count)
    }

    /// No neighbours among `size` ranks.
    package convenience init(size: Int) { self.init(nil, attachingTo: Array(repeating: nil, count: size)) }

    /// Whether the memory of `rank` is seen here.
    package func sees(_ rank: Int) -> Bool { arenas[rank] != nil }

    /// Takes over what `rank` has said: whether it sees this one's memory.
    package func hear(_ isSeen: Bool, from rank: Int) { lock.withLock { seen[rank] = isSeen } }

    /// Whether blocks of this rank may be handed to `rank`.
    package func isSeen(by rank: Int) -> Bool { arena != nil && lock.withLock { seen[rank] ?? false } }

    /// Whether blocks are worth filling for `rank`. One that hasn't said anything yet is likely to see what it is seen by, and
    /// will have said so when they go.
    package func isNeighbour(_ rank: Int) -> Bool { arena != nil && lock.withLock { seen[rank] } ?? sees(rank) }

    /// A block of this rank's memory, to be filled for `rank`; nil if that is no neighbour, or nothing is left.
    package func take(for rank: Int) -> SharedBlock? { isNeighbour(rank) ? arena?.take() : nil }

    /// A block that `rank` has handed over, by its number; nil if there is none.
    package func block(_ number: UInt32, of rank: Int) -> SharedBlock? { arenas[rank]?.received(Int(number)) }
}
