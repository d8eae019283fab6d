/// A type whose values can be taken apart into a ``Structure`` and made of one: all that canonical forms of single values need.
public protocol Structured {
    var structure: Structure { get }

    /// Makes a value of what ``structure`` has given, with other atoms.
    init(_ structure: Structure)
}

/// The least value that `value` can become when atoms of one colour change places.
///
/// ```swift
/// canonize([Atom("a", 900), Atom("a", 0)])  // [a0, a1]
/// ```
public func canonize<Value: Structured>(_ value: Value) -> Value { Value(value.structure.canonical) }

/// The same for a tuple.
///
/// ```swift
/// canonize((Atom("a", 900), Atom("a", 0), Atom("a", 1), Atom("a", 1), 100))  // (a0, a1, a2, a2, 100)
/// ```
public func canonize<each Part: Structured>(_ value: (repeat each Part)) -> (repeat each Part) {
    var parts: [Structure] = []
    repeat parts.append((each value).structure)
    guard case .tuple(let canonical) = Structure.tuple(parts).canonical else {
        preconditionFailure("a tuple stays one")
    }
    var next = canonical.makeIterator()
    return (repeat (each Part)(next.next()!))
}

/// Whether no renaming of atoms makes `value` less.
public func isCanonical(_ value: some Structured) -> Bool { value.structure.isCanonical }

/// Whether two values are the same but for the names of atoms.
public func isIsomorphic<Value: Structured>(_ left: Value, _ right: Value) -> Bool {
    left.structure.isIsomorphic(to: right.structure)
}

/// All that `value` can become when its atoms are replaced by those of `sets`, in order.
public func expand<Value: Structured>(_ value: Value, in sets: Atoms...) -> [Value] {
    value.structure.images(in: sets).map { Value($0) }
}

extension Structure {
    fileprivate func mismatch(_ type: Any.Type) -> Never { preconditionFailure("\(self) is no \(type)") }
}

extension Atom: Structured {
    public var structure: Structure { .atom(self) }

    public init(_ structure: Structure) {
        guard case .atom(let atom) = structure else { structure.mismatch(Self.self) }
        self = atom
    }
}

extension Int: Structured {
    public var structure: Structure { .int(self) }

    public init(_ structure: Structure) {
        guard case .int(let value) = structure else { structure.mismatch(Self.self) }
        self = value
    }
}

extension String: Structured {
    public var structure: Structure { .string(self) }

    public init(_ structure: Structure) {
        guard case .string(let value) = structure else { structure.mismatch(Self.self) }
        self = value
    }
}

extension Bool: Structured {
    public var structure: Structure { .bool(self) }

    public init(_ structure: Structure) {
        guard case .bool(let value) = structure else { structure.mismatch(Self.self) }
        self = value
    }
}

extension Optional: Structured where Wrapped: Structured {
    public var structure: Structure { map { .tuple([$0.structure]) } ?? .none }

    public init(_ structure: Structure) {
        switch structure {
        case .none: self = nil
        case .tuple(let parts) where parts.count == 1: self = Wrapped(parts[0])
        default: structure.mismatch(Self.self)
        }
    }
}

extension Array: Structured where Element: Structured {
    public var structure: Structure { .tuple(map(\.structure)) }

    public init(_ structure: Structure) {
        guard case .tuple(let parts) = structure else { structure.mismatch(Self.self) }
        self = parts.map { Element($0) }
    }
}

extension Set: Structured where Element: Structured {
    public var structure: Structure { Structure(set: map(\.structure)) }

    public init(_ structure: Structure) {
        guard case .set(let parts) = structure else { structure.mismatch(Self.self) }
        self = Set(parts.map { Element($0) })
    }
}

extension Dictionary: Structured where Key: Structured, Value: Structured {
    public var structure: Structure { Structure(map: map { ($0.key.structure, $0.value.structure) }) }

    public init(_ structure: Structure) {
        guard case .map(let pairs) = structure else { structure.mismatch(Self.self) }
        self.init(uniqueKeysWithValues: pairs.map { (Key($0.key), Value($0.value)) })
    }
}

extension Structure: Structured {
    public var structure: Structure { self }
    public init(_ structure: Structure) { self = structure }
}
