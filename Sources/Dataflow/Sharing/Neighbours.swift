/// The ranks of this host, and the memory that this one shares with them.
final class Neighbours: Sendable {
    /// This rank's own memory; nil if it shares none.
    let arena: SharedArena?
    /// That of others, by rank; nil where it can't be reached.
    private let arenas: [SharedArena?]

    /// - Parameters:
    ///   - arena: This rank's own memory.
    ///   - others: By rank: where its memory is; nil for this rank, those of other hosts, and those that have none.
    init(_ arena: SharedArena?, attachingTo others: [SharedArena.Address?]) {
        self.arena = arena
        arenas = others.map { $0.flatMap { SharedArena(attachedTo: $0) } }
    }

    /// No neighbours among `size` ranks.
    convenience init(size: Int) { self.init(nil, attachingTo: Array(repeating: nil, count: size)) }

    /// Whether the memory of `rank` is seen here.
    func sees(_ rank: Int) -> Bool { arenas[rank] != nil }

    /// A block of this rank's memory, to be filled for `rank`; nil if that is no neighbour, or nothing is left.
    func take(for rank: Int) -> SharedBlock? { sees(rank) ? arena?.take() : nil }

    /// A block that `rank` has handed over, by its number; nil if there is none.
    func block(_ number: UInt32, of rank: Int) -> SharedBlock? { arenas[rank]?.received(Int(number)) }
}
