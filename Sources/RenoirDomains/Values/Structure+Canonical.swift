extension Structure {
    /// The least of all that it can become when atoms of one colour change places.
    ///
    /// - Complexity: O(*n*) for a tuple; sets of like elements are tried in all orders that may lead to the least.
    public var canonical: Structure { Self.least(self, [Renaming()]).image }

    /// Whether no renaming makes it less.
    public var isCanonical: Bool { canonical == self }

    /// Whether the other one is the same but for the names of atoms.
    public func isIsomorphic(to other: Structure) -> Bool { canonical == other.canonical }

    /// All that it can become when its atoms are replaced by those of `sets`, each once, in order.
    ///
    /// - Complexity: O(*n*!/(*n* − *k*)!) for *k* different atoms of a set of *n*.
    public func images(in sets: [Atoms]) -> [Structure] {
        var renamings: [[Atom: Atom]] = [[:]]
        for set in sets {
            let own = atoms.filter { $0.color == set.color }
            for atom in own {
                renamings = renamings.flatMap { renaming in
                    let used = Set(renaming.values)
                    return (0..<set.count).map { Atom(set.color, $0) }.filter { !used.contains($0) }
                        .map { renaming.merging([atom: $0]) { $1 } }
                }
            }
        }
        return Set(renamings.map { renamed($0) }).sorted()
    }

    /// The least image under renamings that go on from one of `renamings`, and those that lead to it.
    private static func least(_ value: Structure, _ renamings: [Renaming]) -> (image: Structure, renamings: [Renaming])
    {
        switch value {
        case .none, .bool, .int, .string: return (value, renamings)
        case .atom(let atom):
            return best(renamings) { renaming in
                var renaming = renaming
                let image = renaming.image(of: atom)
                return (.atom(image), [renaming])
            }
        case .tuple(let elements):
            let (images, renamings) = least(sequence: elements, renamings)
            return (.tuple(images), renamings)
        case .set(let elements):
            let (images, renamings) = least(collection: elements, renamings)
            return (.set(images), renamings)
        case .map(let pairs):
            let (images, renamings) = least(collection: pairs.map { .tuple($0.parts) }, renamings)
            return (Structure(map: images.map(\.asPair)), renamings)
        }
    }

    private var asPair: (Structure, Structure) {
        guard case .tuple(let parts) = self, parts.count == 2 else { preconditionFailure("\(self) is no pair") }
        return (parts[0], parts[1])
    }

    private static func least(
        sequence elements: [Structure], _ renamings: [Renaming]
    ) -> (images: [Structure], renamings: [Renaming]) {
        var (images, renamings) = ([Structure](), renamings)
        for element in elements {
            let (image, next) = least(element, renamings)
            images.append(image)
            renamings = next
        }
        return (images, renamings)
    }

    /// The same for elements that are sorted by their images: whichever can become the least comes first.
    private static func least(
        collection elements: [Structure], _ renamings: [Renaming]
    ) -> (images: [Structure], renamings: [Renaming]) {
        struct Branch: Hashable {
            let renaming: Renaming
            let left: Set<Structure>
        }
        var branches = Set(renamings.map { Branch(renaming: $0, left: Set(elements)) })
        var images: [Structure] = []
        for _ in elements.indices {
            var (smallest, next) = (Structure?.none, Set<Branch>())
            for branch in branches {
                for element in branch.left {
                    let (image, extended) = least(element, [branch.renaming])
                    let order = smallest.map { image.order($0) } ?? -1
                    if order > 0 { continue }
                    if order < 0 {
                        smallest = image
                        next = []
                    }
                    let left = branch.left.subtracting([element])
                    next.formUnion(extended.map { Branch(renaming: $0, left: left) })
                }
            }
            images.append(smallest!)
            branches = next
        }
        return (images, Array(Set(branches.map(\.renaming))))
    }

    /// The least of what `extend` makes of the renamings.
    private static func best(
        _ renamings: [Renaming], _ extend: (Renaming) -> (Structure, [Renaming])
    ) -> (image: Structure, renamings: [Renaming]) {
        var (smallest, best) = (Structure?.none, [Renaming]())
        for renaming in renamings {
            let (image, extended) = extend(renaming)
            let order = smallest.map { image.order($0) } ?? -1
            if order > 0 { continue }
            if order < 0 {
                smallest = image
                best = []
            }
            best += extended
        }
        return (smallest!, best)
    }
}
