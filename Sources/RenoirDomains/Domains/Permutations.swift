/// All orders of a domain's elements.
///
/// ```swift
/// Permutations(of: Values("abc"))  // [a, b, c], [a, c, b], …
/// ```
public struct Permutations<Base: Domain>: Domain {
    public typealias Element = [Base.Element]
    public typealias Cursor = PlaceCursor<Self>

    let base: Base
    private let total: Int

    public init(of base: Base) {
        self.base = base
        guard let total = base.size.int, total < 1 << 16 else { preconditionFailure("orders of \(base.size) elements") }
        self.total = total
    }

    public var size: Natural { .factorial(total) }
    public var name: String { "permutations" }
    public var hasHoles: Bool { base.hasHoles }

    public func element(at index: Natural) throws -> [Base.Element]? {
        try Members(base).elements(at: Self.order(index, of: total))
    }

    /// The order that is number `index`, by the factorial number system.
    private static func order(_ index: Natural, of total: Int) -> [Int] {
        var digits: [Int] = []
        var rest = index
        for radix in stride(from: 1, through: total, by: 1) {
            let (quotient, digit) = rest.dividing(by: UInt64(radix))
            rest = quotient
            digits.append(Int(digit))
        }
        var left = Array(0..<total)
        return digits.reversed().map { left.remove(at: $0) }
    }

    public func places(from index: Int) -> Places { Places(base, Self.order(Natural(index), of: total)) }

    public struct Places: PlaceIterator {
        private let base: Base
        private var members: Members<Base>?
        private var order: [Int]

        fileprivate init(_ base: Base, _ order: [Int]) {
            self.base = base
            self.order = order
        }

        public mutating func next() throws -> [Base.Element]? {
            if members == nil { members = try Members(base) }
            defer { advance() }
            return try members!.elements(at: order)
        }

        private mutating func advance() {
            guard let place = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }) else { return }
            let other = order.indices.last { order[$0] > order[place] }!
            order.swapAt(place, other)
            order[(place + 1)...].reverse()
        }
    }
}

extension Permutations: SymmetricDomain where Base: SymmetricDomain {
    public var shape: Shape { .permutations(base.shape) }

    public func decoder() -> FormDecoder<[Base.Element]> { Sequences(of: base, count: total).decoder() }

    public func structure(of element: [Base.Element]) -> Structure { .tuple(element.map(base.structure(of:))) }
}
