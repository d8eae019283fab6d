/// All triples of elements of three domains; see ``Product2``.
public struct Product3<First: Domain, Second: Domain, Third: Domain>: Domain {
    public typealias Element = (First.Element, Second.Element, Third.Element)
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let pairs: Product2<Product2<First, Second>, Third>

    public init(_ first: First, _ second: Second, _ third: Third) {
        pairs = Product2(Product2(first, second), third)
    }

    public var size: Natural { pairs.size }
    public var name: String { "product" }
    public var hasHoles: Bool { pairs.hasHoles }

    public func element(at index: Natural) throws -> (First.Element, Second.Element, Third.Element)? {
        guard let (pair, third) = try pairs.element(at: index) else { return nil }
        return (pair.0, pair.1, third)
    }

    public func random(using generator: inout CounterGenerator) throws -> (
        First.Element, Second.Element, Third.Element
    )? {
        guard let (pair, third) = try pairs.random(using: &generator) else { return nil }
        return (pair.0, pair.1, third)
    }

    @inlinable
    public func places(from index: Int) -> Places { Places(pairs: pairs.places(from: index)) }

    public struct Places: PlaceIterator {
        @usableFromInline var pairs: Product2<Product2<First, Second>, Third>.Places

        @inlinable
        init(pairs: Product2<Product2<First, Second>, Third>.Places) { self.pairs = pairs }

        @inlinable
        public mutating func next() throws -> (First.Element, Second.Element, Third.Element)? {
            guard let (pair, third) = try pairs.next() else { return nil }
            return (pair.0, pair.1, third)
        }

        @inlinable @inline(__always)
        public mutating func next(
            _ count: Int, into block: inout PlaceBlock<(First.Element, Second.Element, Third.Element)>
        ) throws {
            try pairs.put(count, into: &block) { ($0.0, $0.1, $1) }
        }
    }
}

extension Product3: SymmetricDomain where First: SymmetricDomain, Second: SymmetricDomain, Third: SymmetricDomain {
    public var shape: Shape { .product([pairs.first.first.shape, pairs.first.second.shape, pairs.second.shape]) }

    @inlinable
    public func decoder() -> FormDecoder<(First.Element, Second.Element, Third.Element)> {
        let pairs = pairs.decoder()
        return { reader in
            let (pair, third) = pairs(&reader)
            return (pair.0, pair.1, third)
        }
    }

    public func structure(of element: (First.Element, Second.Element, Third.Element)) -> Structure {
        .tuple([
            pairs.first.first.structure(of: element.0), pairs.first.second.structure(of: element.1),
            pairs.second.structure(of: element.2),
        ])
    }
}

extension Product3: RankedDomain where First: RankedDomain, Second: RankedDomain, Third: RankedDomain {
    @inlinable
    public func index(of element: (First.Element, Second.Element, Third.Element)) -> Int {
        pairs.index(of: ((element.0, element.1), element.2))
    }
}

/// All triples of elements of three domains: products of products are flat.
public func * <First: Domain, Second: Domain, Third: Domain>(
    left: Product2<First, Second>, right: Third
) -> Product3<First, Second, Third> {
    Product3(left.first, left.second, right)
}
