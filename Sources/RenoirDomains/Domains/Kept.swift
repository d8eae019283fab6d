/// A domain whose elements have been made once, and are kept.
public struct Kept<Base: Domain>: Domain {
    public typealias Element = Base.Element
    public typealias Cursor = PlaceCursor<Self>

    let base: Base
    private let values: Values<Base.Element>

    /// - Throws: What a step of `base` throws.
    init(_ base: Base) throws {
        self.base = base
        var (places, elements) = (base.places(from: 0), [Base.Element]())
        for _ in 0..<base.size.clamped { if let element = try places.next() { elements.append(element) } }
        values = Values(elements)
    }

    public var size: Natural { values.size }
    public var name: String { "kept \(base.name)" }

    public func element(at index: Natural) -> Base.Element? { values.element(at: index) }

    public func places(from index: Int) -> Values<Base.Element>.Places { values.places(from: index) }
}

extension Kept: SymmetricDomain where Base: SymmetricDomain {
    public var shape: Shape { base.shape }
    public func decoder() -> FormDecoder<Base.Element> { base.decoder() }
    public func structure(of element: Base.Element) -> Structure { base.structure(of: element) }
}

extension Domain {
    /// The elements themselves: made now, once, and then kept, without holes.
    ///
    /// ```swift
    /// let primes = try Integers(2..<1000).filter(isPrime).kept()
    /// ```
    ///
    /// Local: each rank makes all of them.
    ///
    /// - Throws: What a step of the domain throws.
    /// - Complexity: O(*n*) time and memory on each rank, for *n* places.
    public func kept() throws -> Kept<Self> { try Kept(self) }

    /// The first `count` places, or all if there are fewer.
    public func prefix(_ count: Int) -> Prefix<Self> { Prefix(base: self, count: count) }
}

/// The first places of a domain.
public struct Prefix<Base: Domain>: Domain {
    public typealias Element = Base.Element
    public typealias Cursor = PlaceCursor<Self>

    let base: Base
    let count: Int

    public var size: Natural { Swift.min(Natural(count), base.size) }
    public var name: String { "prefix of \(base.name)" }
    public var hasHoles: Bool { base.hasHoles }

    public func element(at index: Natural) throws -> Base.Element? { try base.element(at: index) }
    public func places(from index: Int) -> Base.Places { base.places(from: index) }
}

/// Random elements of a domain: sample *i* is the same at any number of ranks and threads.
public struct Samples<Base: Domain>: Domain {
    public typealias Element = Base.Element
    public typealias Cursor = PlaceCursor<Self>

    let base: Base
    let count: Int
    let seed: UInt64

    public var size: Natural { Natural(count) }
    public var name: String { "random elements of \(base.name)" }
    public var hasHoles: Bool { base.hasHoles }

    public func element(at index: Natural) throws -> Base.Element? {
        var generator = CounterGenerator(seed: seed, sample: UInt64(index.clamped))
        return try base.random(using: &generator)
    }

    public func places(from index: Int) -> Places { Places(samples: self, index: index) }

    public struct Places: PlaceIterator {
        let samples: Samples
        var index: Int

        public mutating func next() throws -> Base.Element? {
            defer { index += 1 }
            return try samples.element(at: Natural(index))
        }
    }
}

extension Domain {
    /// Elements chosen at random, each independently.
    ///
    /// ```swift
    /// let some = automata.random(1000, seed: 7)
    /// ```
    ///
    /// Sample *i* depends on `seed` and *i* only. Without a count there is no end: for `first`, or a deadline.
    ///
    /// - Parameter count: How many samples; as many as there are numbers, if nil.
    public func random(_ count: Int? = nil, seed: UInt64) -> Samples<Self> {
        Samples(base: self, count: count ?? .max, seed: seed)
    }
}
