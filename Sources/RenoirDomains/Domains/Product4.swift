/// All quadruples of elements of four domains; see ``Product2``.
public struct Product4<First: Domain, Second: Domain, Third: Domain, Fourth: Domain>: Domain {
    public typealias Element = (First.Element, Second.Element, Third.Element, Fourth.Element)
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let parts: Product2<Product3<First, Second, Third>, Fourth>

    public init(_ first: First, _ second: Second, _ third: Third, _ fourth: Fourth) {
        parts = Product2(Product3(first, second, third), fourth)
    }

    public var size: Natural { parts.size }
    public var name: String { "product" }
    public var hasHoles: Bool { parts.hasHoles }

    public func element(at index: Natural) throws -> (First.Element, Second.Element, Third.Element, Fourth.Element)? {
        guard let (triple, fourth) = try parts.element(at: index) else { return nil }
        return (triple.0, triple.1, triple.2, fourth)
    }

    public func random(using generator: inout CounterGenerator) throws -> (
        First.Element, Second.Element, Third.Element, Fourth.Element
    )? {
        guard let (triple, fourth) = try parts.random(using: &generator) else { return nil }
        return (triple.0, triple.1, triple.2, fourth)
    }

    @inlinable
    public func places(from index: Int) -> Places { Places(parts: parts.places(from: index)) }

    public struct Places: PlaceIterator {
        @usableFromInline var parts: Product2<Product3<First, Second, Third>, Fourth>.Places

        @inlinable
        init(parts: Product2<Product3<First, Second, Third>, Fourth>.Places) { self.parts = parts }

        @inlinable
        public mutating func next() throws -> (First.Element, Second.Element, Third.Element, Fourth.Element)? {
            guard let (triple, fourth) = try parts.next() else { return nil }
            return (triple.0, triple.1, triple.2, fourth)
        }

        @inlinable @inline(__always)
        public mutating func next(
            _ count: Int, into block: inout PlaceBlock<(First.Element, Second.Element, Third.Element, Fourth.Element)>
        ) throws {
            try parts.put(count, into: &block) { ($0.0, $0.1, $0.2, $1) }
        }
    }
}

extension Product4: SymmetricDomain
where First: SymmetricDomain, Second: SymmetricDomain, Third: SymmetricDomain, Fourth: SymmetricDomain {
    public var shape: Shape {
        let triples = parts.first.pairs
        return .product([
            triples.first.first.shape, triples.first.second.shape, triples.second.shape, parts.second.shape,
        ])
    }

    @inlinable
    public func decoder() -> FormDecoder<(First.Element, Second.Element, Third.Element, Fourth.Element)> {
        let parts = parts.decoder()
        return { reader in
            let (triple, fourth) = parts(&reader)
            return (triple.0, triple.1, triple.2, fourth)
        }
    }

    public func structure(of element: (First.Element, Second.Element, Third.Element, Fourth.Element)) -> Structure {
        let triples = parts.first.pairs
        return .tuple([
            triples.first.first.structure(of: element.0), triples.first.second.structure(of: element.1),
            triples.second.structure(of: element.2), parts.second.structure(of: element.3),
        ])
    }
}

extension Product4: RankedDomain
where First: RankedDomain, Second: RankedDomain, Third: RankedDomain, Fourth: RankedDomain {
    @inlinable
    public func index(of element: (First.Element, Second.Element, Third.Element, Fourth.Element)) -> Int {
        parts.index(of: ((element.0, element.1, element.2), element.3))
    }
}

/// All quadruples of elements of four domains: products of products are flat.
public func * <First: Domain, Second: Domain, Third: Domain, Fourth: Domain>(
    left: Product3<First, Second, Third>, right: Fourth
) -> Product4<First, Second, Third, Fourth> {
    Product4(left.pairs.first.first, left.pairs.first.second, left.pairs.second, right)
}
