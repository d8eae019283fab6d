/// All mappings that give each element of one domain, a key, an element of another.
///
/// ```swift
/// let states = Atoms(3, "q")
/// let letters = Atoms(2, "a")
/// let automata = Mappings(from: states * letters, to: states)
/// let automaton = try automata.element(at: 100)!
/// print(automaton[(Atom("q", 0), Atom("a", 1))])
/// ```
public struct Mappings<Keys: Domain, Values: Domain>: Domain {
    public typealias Element = Mapping<Keys, Values.Element>
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let keys: Keys
    @usableFromInline let values: Values
    @usableFromInline let count: Int

    public init(from keys: Keys, to values: Values) {
        self.keys = keys
        self.values = values
        guard let count = keys.size.int, count < 1 << 24 else {
            preconditionFailure("mappings of \(keys.size) keys")
        }
        self.count = count
    }

    public var size: Natural { values.size.power(count) }
    public var name: String { "mappings" }
    public var hasHoles: Bool { values.hasHoles && count > 0 }

    public func element(at index: Natural) throws -> Mapping<Keys, Values.Element>? {
        try Sequences(of: values, count: count).element(at: index).map { Mapping(keys: keys, values: $0) }
    }

    public func random(using generator: inout CounterGenerator) throws -> Mapping<Keys, Values.Element>? {
        var elements: [Values.Element] = []
        for _ in 0..<count {
            guard let element = try values.random(using: &generator) else { return nil }
            elements.append(element)
        }
        return Mapping(keys: keys, values: elements)
    }

    public func places(from index: Int) -> Places {
        Places(keys: keys, sequences: Sequences(of: values, count: count).places(from: index))
    }

    public struct Places: PlaceIterator {
        let keys: Keys
        var sequences: Sequences<Values>.Places

        public mutating func next() throws -> Mapping<Keys, Values.Element>? {
            try sequences.next().map { Mapping(keys: keys, values: $0) }
        }
    }
}

extension Mappings: SymmetricDomain where Keys: SymmetricDomain, Values: SymmetricDomain {
    public var shape: Shape { .mappings(keys.shape, values.shape) }

    @inlinable
    public func decoder() -> FormDecoder<Mapping<Keys, Values.Element>> {
        let (keys, count, value) = (keys, count, values.decoder())
        return { reader in
            let values = Array<Values.Element>(unsafeUninitializedCapacity: count) { values, made in
                while made < count {
                    values.initializeElement(at: made, to: value(&reader))
                    made += 1
                }
            }
            return Mapping(keys: keys, values: values)
        }
    }

    public func structure(of element: Mapping<Keys, Values.Element>) -> Structure {
        Structure(
            map: zip(keys.elements, element.values).map { (keys.structure(of: $0), values.structure(of: $1)) })
    }
}
