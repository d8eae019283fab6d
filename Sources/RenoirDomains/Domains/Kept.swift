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
}
