/// Tuples of different elements of one domain in which the order doesn't count: each comes once, with falling indexes.
///
/// ```swift
/// UnorderedProduct(of: Integers(0..<4), count: 2)  // [1, 0], [2, 0], [2, 1], [3, 0], …
/// ```
public struct UnorderedProduct<Base: Domain>: Domain {
    public typealias Element = [Base.Element]
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let base: Base
    @usableFromInline let count: Int
    private let total: Int

    public init(of base: Base, count: Int) {
        self.base = base
        self.count = count
        guard let total = base.size.int else { preconditionFailure("unordered tuples of \(base.size) elements") }
        precondition(count >= 0, "tuples of \(count) elements")
        self.total = total
    }

    public var size: Natural { .choose(count, of: total) }
    public var name: String { "unordered product" }
    public var hasHoles: Bool { base.hasHoles && count > 0 }

    public func element(at index: Natural) throws -> [Base.Element]? {
        try Members(base).elements(at: Combinations.falling(index, count: count))
    }

    public func places(from index: Int) -> Places {
        Places(base, total, Natural(index) < size ? Combinations.falling(Natural(index), count: count) : [])
    }

    public struct Places: PlaceIterator {
        private let base: Base
        private let total: Int
        private var members: Members<Base>?
        private var chosen: [Int]

        fileprivate init(_ base: Base, _ total: Int, _ chosen: [Int]) {
            self.base = base
            self.total = total
            self.chosen = chosen
        }

        public mutating func next() throws -> [Base.Element]? {
            if members == nil { members = try Members(base) }
            let elements = try members!.elements(at: chosen)
            _ = Combinations.advanceFalling(&chosen, of: total)
            return elements
        }
    }
}

extension UnorderedProduct: SymmetricDomain where Base: SymmetricDomain {
    public var shape: Shape { .unordered(base.shape, count) }

    @inlinable
    public func decoder() -> FormDecoder<[Base.Element]> {
        let rising = Subsets(of: base, count: count).decoder()
        return { reader in rising(&reader).reversed() }
    }

    public func structure(of element: [Base.Element]) -> Structure { Structure(set: element.map(base.structure(of:))) }
}
