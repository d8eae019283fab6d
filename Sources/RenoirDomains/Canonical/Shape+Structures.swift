extension Shape {
    /// All elements as structures, in the order of the domain; each is another one.
    var structures: [Structure] {
        switch self {
        case .constants(let count): (0..<count).map { .int($0) }
        case .atoms(let color, let count): (0..<count).map { .atom(Atom(color, $0)) }
        case .product(let parts): Self.tuples(parts.map(\.structures)).map { .tuple($0) }
        case .union(let parts):
            parts.enumerated().flatMap { part, shape in shape.structures.map { .tuple([.int(part), $0]) } }
        case .sequences(let base, let counts): sequences(of: base.structures, counts)
        case .subsets(let base, let counts): subsets(of: base.structures, counts)
        case .unordered(let base, let count): unordered(of: base.structures, count)
        case .mappings(let keys, let values): mappings(of: keys.structures, values.structures)
        case .permutations(let base): permutations(of: base.structures)
        case .images(let images): images
        }
    }

    private func sequences(of elements: [Structure], _ counts: ClosedRange<Int>) -> [Structure] {
        counts.flatMap { count in Self.tuples(Array(repeating: elements, count: count)).map { .tuple($0) } }
    }

    private func subsets(of elements: [Structure], _ counts: ClosedRange<Int>) -> [Structure] {
        counts.flatMap { count -> [Structure] in
            guard count <= elements.count else { return [] }
            var (subsets, chosen) = ([Structure](), Array(0..<count))
            repeat {
                subsets.append(Structure(set: chosen.map { elements[$0] }))
            } while Combinations.advanceRising(&chosen, of: elements.count)
            return subsets
        }
    }

    private func unordered(of elements: [Structure], _ count: Int) -> [Structure] {
        UnorderedProduct(of: Integers(0..<elements.count), count: count).elements.map { chosen in
            Structure(set: chosen.map { elements[$0] })
        }
    }

    private func mappings(of keys: [Structure], _ values: [Structure]) -> [Structure] {
        Self.tuples(Array(repeating: values, count: keys.count)).map { Structure(map: Array(zip(keys, $0))) }
    }

    private func permutations(of elements: [Structure]) -> [Structure] {
        Permutations(of: Values(elements)).elements.map { Structure.tuple($0) }
    }

    private static func tuples(_ parts: [[Structure]]) -> [[Structure]] {
        parts.reduce([[]]) { tuples, part in tuples.flatMap { tuple in part.map { tuple + [$0] } } }
    }
}
