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
