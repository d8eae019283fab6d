/// A shape as a list of numbers that are decided one after the other, and what renaming does to each of them.
///
/// A renaming moves numbers, as those of a mapping's keys, and changes those that stand for atoms. A form is canonical if the list
/// that results is never less than its own.
struct FormPlan {
    /// Atoms of a class may take each other's place.
    struct AtomClass {
        let color: Color
        let range: Range<Int>
    }

    private static var mostAtoms: Int { 254 }
    private static var mostSlots: Int { 1 << 15 }
    private static var mostImages: Int { 1 << 20 }

    let classes: [AtomClass]
    /// In the order in which they are decided.
    private(set) var slots: [FormSlot] = []
    private(set) var groups: [FormGroup] = []
    /// How many numbers describe an element.
    private(set) var numberCount = 0
    /// What each slot is about: its place in the shape, and keys and elements on the way there.
    private var subjects: [Structure] = []
    private var atomNumbers: [Atom: Int] = [:]

    var atomCount: Int { classes.last?.range.upperBound ?? 0 }

    /// - Throws: `DomainError` for a shape that can't be searched.
    init(_ shape: Shape) throws {
        classes = try Self.classes(of: shape)
        for atomClass in classes {
            for number in atomClass.range {
                atomNumbers[Atom(atomClass.color, number - atomClass.range.lowerBound)] = number
            }
        }
        guard shape.numberCount <= Self.mostSlots else {
            throw DomainError(
                "canonical forms of elements that take more than \(Self.mostSlots) decisions can't be searched for")
        }
        try add(shape, Way())
        countFollowers()
        try findImages()
    }

    private static func classes(of shape: Shape) throws -> [AtomClass] {
        var counts: [Color: Int] = [:]
        for set in shape.atomSets {
            guard counts[set.color, default: set.count] == set.count else {
                throw DomainError("two sets of atoms are called '\(set.color)': sets that differ need names that do")
            }
            counts[set.color] = set.count
        }
        var next = 0
        let classes = counts.sorted { $0.key < $1.key }.map { color, count in
            defer { next += count }
            return AtomClass(color: color, range: next..<next + count)
        }
        guard next <= mostAtoms else {
            throw DomainError("canonical forms of more than \(mostAtoms) atoms can't be searched for")
        }
        return classes
    }

    // MARK: Slots

    /// The way to a part of a shape.
    private struct Way {
        var labels: [Structure] = []
        /// Keys and elements that renamings change.
        var keys: [Structure] = []
        var conditions: [FormSlot.Condition] = []

        func to(_ label: Int, _ key: Structure? = nil) -> Way {
            var way = self
            way.labels.append(.int(label))
            if let key { way.keys.append(key) }
            return way
        }

        func when(_ slot: Int, _ range: ClosedRange<Int>) -> Way {
            var way = self
            way.conditions.append(FormSlot.Condition(slot: slot, range: range))
            return way
        }

        /// Whether renamings leave it where it is.
        var isFixed: Bool { keys.allSatisfy { $0.atoms.isEmpty } }
    }

    /// - Returns: The slot's number.
    @discardableResult
    private mutating func append(_ kind: FormSlot.Kind, _ way: Way, group: Int = -1, at place: Int? = nil) -> Int {
        slots.append(FormSlot(kind: kind, place: place ?? numberCount, conditions: way.conditions, group: group))
        subjects.append(.tuple([.tuple(way.labels), .tuple(way.keys)]))
        if place == nil { numberCount += 1 }
        return slots.count - 1
    }

    private mutating func add(_ shape: Shape, _ way: Way, group: Int = -1) throws {
        switch shape {
        case .constants(let count): append(.constant(count), way, group: group)
        case .atoms(let color, _):
            append(.atom(classes.firstIndex { $0.color == color }!), way, group: group)
        case .product(let parts):
            for (index, part) in parts.enumerated() { try add(part, way.to(index)) }
        case .union(let parts):
            let tag = append(.constant(parts.count), way.to(-1))
            for (index, part) in parts.enumerated() { try add(part, way.to(index).when(tag, index...index)) }
        case .sequences(let base, let counts):
            let length =
                counts.count > 1 ? append(.constant(counts.count), way.to(-1)) : -1
            for index in 0..<counts.upperBound {
                let isSure = index < counts.lowerBound
                let element = way.to(index)
                // The length is counted from the smallest one.
                try add(
                    base,
                    isSure ? element : element.when(length, index + 1 - counts.lowerBound...counts.count))
            }
        case .unordered(let base, let count): try addSubset(of: base, count...count, way)
        case .subsets(let base, let counts): try addSubset(of: base, counts, way)
        case .mappings(let keys, let values):
            for key in try structures(of: keys) { try add(values, way.to(0, key)) }
        case .images: try addSubset(of: shape, 1...1, way)
        case .permutations(let base):
            guard base.numberCount == 1 else {
                throw DomainError("permutations have canonical forms if they are of atoms, or of values without")
            }
            groups.append(FormGroup(counts: 0...0, isDistinct: true))
            for index in 0..<base.elementCount { try add(base, way.to(index), group: groups.count - 1) }
        }
    }

    private mutating func addSubset(of base: Shape, _ counts: ClosedRange<Int>, _ way: Way) throws {
        let group = groups.count
        groups.append(FormGroup(counts: counts))
        let hasSize = counts.count > 1
        // Renamings don't change the size, so it decides nothing unless the set itself moves.
        let isCounted = way.isFixed
        let place = numberCount
        if hasSize {
            if isCounted { numberCount += 1 } else { groups[group].sizeSlot = append(.size, way.to(-1), group: group) }
        }
        for element in try structures(of: base) { append(.member, way.to(0, element), group: group) }
        if hasSize && isCounted { append(.countedSize, way.to(-1), group: group, at: place) }
    }

    private func structures(of shape: Shape) throws -> [Structure] {
        guard shape.elementCount <= Self.mostSlots else {
            throw DomainError("canonical forms with more than \(Self.mostSlots) keys or members can't be searched for")
        }
        return shape.structures
    }

    private mutating func countFollowers() {
        var counts = [Int](repeating: 0, count: groups.count)
        for index in slots.indices.reversed() where slots[index].kind == .member {
            slots[index].followers = counts[slots[index].group]
            counts[slots[index].group] += 1
        }
    }

    // MARK: What renamings move

    private mutating func findImages() throws {
        let numbers = Dictionary(uniqueKeysWithValues: subjects.enumerated().map { ($1, Int32($0)) })
        for index in slots.indices {
            let atoms = subjects[index].atoms.map { atomNumbers[$0]! }
            slots[index].atoms = atoms
            let (count, isTooLarge) = atoms.reduce((1, false)) { product, _ in
                let (next, overflow) = product.0.multipliedReportingOverflow(by: atomCount)
                return (next, product.1 || overflow || next > Self.mostImages)
            }
            guard !isTooLarge else {
                throw DomainError(
                    "canonical forms with \(atoms.count) of \(atomCount) atoms in one key can't be searched for")
            }
            slots[index].images = Array(repeating: -1, count: count)
            fillImages(of: index, numbers)
        }
    }

    private mutating func fillImages(of slot: Int, _ numbers: [Structure: Int32]) {
        let (subject, atoms, count) = (subjects[slot], slots[slot].atoms, atomCount)
        var chosen: [Int] = []
        var images = slots[slot].images
        func choose() {
            guard chosen.count < atoms.count else {
                let renaming = Dictionary(uniqueKeysWithValues: zip(atoms, chosen).map { (atom($0), atom($1)) })
                images[chosen.reduce(0) { $0 * count + $1 }] = numbers[subject.renamed(renaming)]!
                return
            }
            let own = atoms[chosen.count]
            for number in classes.first(where: { $0.range.contains(own) })!.range where !chosen.contains(number) {
                chosen.append(number)
                choose()
                chosen.removeLast()
            }
        }
        choose()
        slots[slot].images = images
    }

    private func atom(_ number: Int) -> Atom {
        let atomClass = classes.first { $0.range.contains(number) }!
        return Atom(atomClass.color, number - atomClass.range.lowerBound)
    }
}
