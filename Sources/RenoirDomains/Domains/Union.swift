/// The elements of one domain, and then those of another: an element of both comes twice.
///
/// ```swift
/// let numbers = Integers(0..<10) + Integers(90..<100)
/// ```
public struct Union<First: Domain, Second: Domain>: Domain where First.Element == Second.Element {
    public typealias Element = First.Element
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let first: First
    @usableFromInline let second: Second
    @usableFromInline let firstCount: Int
    /// How likely a random element is from the first; nil if all elements are alike.
    let weights: (first: Int, second: Int)?

    /// - Parameter weights: How often, in relation, a random element is one of either; as many as they have elements, if nil.
    public init(_ first: First, _ second: Second, weights: (Int, Int)? = nil) {
        self.first = first
        self.second = second
        self.weights = weights.map { (first: $0.0, second: $0.1) }
        firstCount = first.size.clamped
        if let weights {
            precondition(weights.0 >= 0 && weights.1 >= 0 && weights.0 + weights.1 > 0, "weights \(weights)")
        }
    }

    public var size: Natural { first.size + second.size }
    public var name: String { "union" }
    public var hasHoles: Bool { first.hasHoles || second.hasHoles }

    public func element(at index: Natural) throws -> First.Element? {
        index < first.size ? try first.element(at: index) : try second.element(at: index - first.size)
    }

    public func random(using generator: inout CounterGenerator) throws -> First.Element? {
        let isFirst: Bool
        if let weights {
            isFirst = generator.next(below: weights.first + weights.second) < weights.first
        } else {
            guard !size.isZero else { throw DomainError("\(name) has no element that could be drawn") }
            isFirst = generator.next(below: size) < first.size
        }
        return isFirst ? try first.random(using: &generator) : try second.random(using: &generator)
    }

    @inlinable
    public func places(from index: Int) -> Places {
        Places(
            first: first.places(from: Swift.min(index, firstCount)),
            second: second.places(from: Swift.max(0, index - firstCount)),
            left: Swift.max(0, firstCount - index))
    }

    public struct Places: PlaceIterator {
        @usableFromInline var first: First.Places
        @usableFromInline var second: Second.Places
        /// Places of the first one.
        @usableFromInline var left: Int

        @inlinable
        init(first: First.Places, second: Second.Places, left: Int) {
            self.first = first
            self.second = second
            self.left = left
        }

        @inlinable
        public mutating func next() throws -> First.Element? {
            guard left > 0 else { return try second.next() }
            left -= 1
            return try first.next()
        }
    }
}

extension Union: SymmetricDomain where First: SymmetricDomain, Second: SymmetricDomain {
    public var shape: Shape { .union([first.shape, second.shape]) }

    @inlinable
    public func decoder() -> FormDecoder<First.Element> {
        let (firstCount, secondCount) = (first.shape.numberCount, second.shape.numberCount)
        let (first, second) = (first.decoder(), second.decoder())
        return { reader in
            if reader.next() == 0 {
                defer { reader.skip(secondCount) }
                return first(&reader)
            }
            reader.skip(firstCount)
            return second(&reader)
        }
    }

    /// An element that could be of either is taken to be of the first one.
    public func structure(of element: First.Element) -> Structure { first.structure(of: element) }
}

/// The elements of both domains.
public func + <First: Domain, Second: Domain>(left: First, right: Second) -> Union<First, Second>
where First.Element == Second.Element { Union(left, right) }
