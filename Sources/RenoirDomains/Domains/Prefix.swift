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

extension Domain {
    /// The first `count` places, or all if there are fewer.
    ///
    /// ```swift
    /// let some = graphs.prefix(1_000_000)
    /// ```
    public func prefix(_ count: Int) -> Prefix<Self> { Prefix(base: self, count: count) }
}
