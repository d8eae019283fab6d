/// How elements of a ``SymmetricDomain`` are made of atoms: what the search for canonical forms needs to know of it.
///
/// A shape describes each element by numbers, in an order that ``FormReader`` follows.
public indirect enum Shape: Hashable, Sendable {
    /// One of so many values, which no renaming changes.
    case constants(Int)
    /// One of so many atoms of a colour.
    case atoms(Color, Int)
    /// One of each.
    case product([Shape])
    /// One of one of them: the number of that, and then numbers for all of them, of which one counts.
    case union([Shape])
    /// As many as one of these lengths says: the length, unless there is only one, and then numbers for the longest.
    case sequences(Shape, ClosedRange<Int>)
    /// Some of them, as many as one of these sizes says: the size, unless there is only one, and then a 0 for each of them
    /// that is in the subset, and a 1 for the others.
    case subsets(Shape, ClosedRange<Int>)
    /// So many different ones of them: as a subset of this size, but in the order of their last elements.
    case unordered(Shape, Int)
    /// One of the second for each of the first.
    case mappings(Shape, Shape)
    /// All of them, in some order.
    case permutations(Shape)
    /// One of these, which are closed under renaming: as a subset of size 1.
    case images([Structure])

    /// How many numbers describe an element.
    public var numberCount: Int {
        switch self {
        case .constants, .atoms: 1
        case .product(let parts): parts.reduce(0) { $0 + $1.numberCount }
        case .union(let parts): parts.reduce(1) { $0 + $1.numberCount }
        case .sequences(let base, let counts):
            base.numberCount * counts.upperBound + (counts.lowerBound == counts.upperBound ? 0 : 1)
        case .subsets(let base, let counts): base.elementCount + (counts.lowerBound == counts.upperBound ? 0 : 1)
        case .unordered(let base, _): base.elementCount
        case .mappings(let keys, let values): keys.elementCount * values.numberCount
        case .permutations(let base): base.elementCount * base.numberCount
        case .images(let images): images.count
        }
    }

    /// How many elements there are; the largest `Int` if there are more.
    var elementCount: Int { size.clamped }

    private var size: Natural {
        switch self {
        case .constants(let count), .atoms(_, let count): Natural(count)
        case .product(let parts): parts.reduce(.one) { $0 * $1.size }
        case .union(let parts): parts.reduce(.zero) { $0 + $1.size }
        case .sequences(let base, let counts): counts.reduce(.zero) { $0 + base.size.power($1) }
        case .subsets(let base, let counts): counts.reduce(.zero) { $0 + .choose($1, of: base.elementCount) }
        case .unordered(let base, let count): .choose(count, of: base.elementCount)
        case .mappings(let keys, let values): values.size.power(keys.elementCount)
        case .permutations(let base): .factorial(base.elementCount)
        case .images(let images): Natural(images.count)
        }
    }

    /// The sets of atoms in it.
    var atomSets: [Atoms] {
        switch self {
        case .constants: []
        case .images(let images): Self.atomSets(of: images)
        case .atoms(let color, let count): [Atoms(count, color)]
        case .product(let parts), .union(let parts): parts.flatMap(\.atomSets)
        case .sequences(let base, _), .subsets(let base, _), .unordered(let base, _), .permutations(let base):
            base.atomSets
        case .mappings(let keys, let values): keys.atomSets + values.atomSets
        }
    }

    /// Sets that have all atoms in `images`.
    private static func atomSets(of images: [Structure]) -> [Atoms] {
        var counts: [Color: Int] = [:]
        for atom in images.flatMap(\.atoms) { counts[atom.color] = max(counts[atom.color] ?? 0, atom.index + 1) }
        return counts.map { Atoms($1, $0) }
    }
}
