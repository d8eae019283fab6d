/// All subsets of a domain's elements that have one of some sizes, the smaller ones first; each as an array in the domain's order.
///
/// ```swift
/// let graphs = Subsets(of: Subsets(of: Atoms(5), count: 2))  // by their edges
/// print(graphs.size)                                         // 1024
/// ```
public struct Subsets<Base: Domain>: Domain {
    public typealias Element = [Base.Element]
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let base: Base
    @usableFromInline let counts: ClosedRange<Int>
    private let total: Int

    /// - Parameter count: Bounds of the size; any size if nil.
    public init(of base: Base, count: ClosedRange<Int>? = nil) {
        self.base = base
        guard let total = base.size.int else { preconditionFailure("subsets of \(base.size) elements") }
        self.total = total
        let counts = count ?? 0...total
        precondition(counts.lowerBound >= 0, "subsets of \(counts) elements")
        self.counts = counts
    }

    public init(of base: Base, count: Int) { self.init(of: base, count: count...count) }

    /// Sizes that there are subsets of.
    private var sizes: [Int] { counts.lowerBound > total ? [] : Array(counts.clamped(to: 0...total)) }

    public var size: Natural {
        // The most frequent case has a simple form.
        counts.lowerBound == 0 && counts.upperBound >= total
            ? Natural(2).power(total) : sizes.reduce(.zero) { $0 + .choose($1, of: total) }
    }

    public var name: String { "subsets" }
    public var hasHoles: Bool { base.hasHoles && counts.upperBound > 0 }

    public func element(at index: Natural) throws -> [Base.Element]? {
        guard let places = chosen(at: index) else { preconditionFailure("subset \(index) of \(size)") }
        return try Members(base).elements(at: places)
    }

    private func chosen(at index: Natural) -> [Int]? {
        var rest = index
        for count in sizes {
            let size = Natural.choose(count, of: total)
            if rest < size { return Combinations.rising(rest, count: count, of: total) }
            rest -= size
        }
        return nil
    }

    public func places(from index: Int) -> Places { Places(base, total, chosen(at: Natural(index))) }

    public struct Places: PlaceIterator {
        private let base: Base
        private let total: Int
        private var members: Members<Base>?
        private var chosen: [Int]?

        fileprivate init(_ base: Base, _ total: Int, _ chosen: [Int]?) {
            self.base = base
            self.total = total
            self.chosen = chosen
        }

        public mutating func next() throws -> [Base.Element]? {
            guard var chosen else { preconditionFailure("a subset beyond the last one") }
            if members == nil { members = try Members(base) }
            let elements = try members!.elements(at: chosen)
            self.chosen = nil
            if Combinations.advanceRising(&chosen, of: total) {
                self.chosen = chosen
            } else if chosen.count < total {
                self.chosen = Array(0...chosen.count)
            }
            return elements
        }
    }
}

extension Subsets: SymmetricDomain where Base: SymmetricDomain {
    public var shape: Shape { .subsets(base.shape, counts) }

    @inlinable
    public func decoder() -> FormDecoder<[Base.Element]> {
        let (hasSize, all) = (counts.lowerBound < counts.upperBound, Array(base.elements))
        return { reader in
            if hasSize { reader.skip(1) }
            var elements: [Base.Element] = []
            elements.reserveCapacity(reader.count(of: 0, among: all.count))
            for element in all where reader.next() == 0 { elements.append(element) }
            return elements
        }
    }

    public func structure(of element: [Base.Element]) -> Structure { Structure(set: element.map(base.structure(of:))) }
}
