/// Which atom takes the place of which, as far as that is decided: one to one, and of the same colour.
struct Renaming: Hashable {
    private(set) var images: [Atom: Atom] = [:]
    /// Atoms that others have become, by colour; the least that isn't among them is at the count of its colour, as images are
    /// given out from the least on.
    private var counts: [Color: Int] = [:]

    init() {}

    init(_ images: [Atom: Atom]) { self.images = images }

    /// What becomes of `atom`: the least that is left, if that's not decided yet.
    mutating func image(of atom: Atom) -> Atom {
        if let image = images[atom] { return image }
        let image = Atom(atom.color, counts[atom.color, default: 0])
        counts[atom.color, default: 0] += 1
        images[atom] = image
        return image
    }
}

extension Structure {
    /// What it becomes when atoms are renamed; those that `images` doesn't have stay.
    public func renamed(_ images: [Atom: Atom]) -> Structure {
        switch self {
        case .none, .bool, .int, .string: self
        case .atom(let atom): .atom(images[atom] ?? atom)
        case .tuple(let elements): .tuple(elements.map { $0.renamed(images) })
        case .set(let elements): Structure(set: elements.map { $0.renamed(images) })
        case .map(let pairs): Structure(map: pairs.map { ($0.key.renamed(images), $0.value.renamed(images)) })
        }
    }

    /// The atoms in it, each once, in the order in which they are met.
    public var atoms: [Atom] {
        var (found, known) = ([Atom](), Set<Atom>())
        visitAtoms { if known.insert($0).inserted { found.append($0) } }
        return found
    }

    private func visitAtoms(_ visit: (Atom) -> Void) {
        switch self {
        case .none, .bool, .int, .string: return
        case .atom(let atom): visit(atom)
        case .tuple(let elements), .set(let elements): for element in elements { element.visitAtoms(visit) }
        case .map(let pairs): for pair in pairs { for part in pair.parts { part.visitAtoms(visit) } }
        }
    }
}
