/// All sequences of elements of a domain that have one of some lengths, the shorter ones first.
///
/// ```swift
/// let words = Sequences(of: Values(["a", "b"]), count: 0...2)  // [], [a], [b], [a, a], …
/// ```
public struct Sequences<Base: Domain>: Domain {
    public typealias Element = [Base.Element]
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let base: Base
    @usableFromInline let counts: ClosedRange<Int>
    /// How many sequences have each length.
    private let sizes: [Natural]

    public init(of base: Base, count: ClosedRange<Int>) {
        precondition(count.lowerBound >= 0, "sequences of \(count) elements")
        self.base = base
        counts = count
        let first = base.size.power(count.lowerBound)
        sizes = count.dropFirst().reduce(into: [first]) { sizes, _ in sizes.append(sizes.last! * base.size) }
    }

    public init(of base: Base, count: Int) { self.init(of: base, count: count...count) }

    public var size: Natural { sizes.reduce(.zero, +) }
    public var name: String { "sequences" }
    public var hasHoles: Bool { base.hasHoles && counts.upperBound > 0 }

    public func element(at index: Natural) throws -> [Base.Element]? {
        var (place, rest) = lengthAndIndex(of: index)
        var elements: [Base.Element] = []
        for _ in 0..<place {
            let (quotient, digit) = rest.dividing(by: base.size)
            rest = quotient
            guard let element = try base.element(at: digit) else { return nil }
            elements.append(element)
        }
        place = 0
        return elements.reversed()
    }

    /// The length of the sequence at `index`, and its index among those as long.
    private func lengthAndIndex(of index: Natural) -> (Int, Natural) {
        var rest = index
        for (length, size) in zip(counts, sizes) {
            if rest < size { return (length, rest) }
            rest -= size
        }
        preconditionFailure("sequence \(index) of \(size)")
    }

    public func places(from index: Int) -> Places {
        guard Natural(index) < size else { return Places(base, 0, 0, isOver: true) }
        let (length, rest) = lengthAndIndex(of: Natural(index))
        return Places(base, length, rest.clamped, isOver: false)
    }

    public struct Places: PlaceIterator {
        private let base: Base
        private var length: Int
        private var odometer: Odometer<Base>?
        private let start: Int
        private let isOver: Bool

        fileprivate init(_ base: Base, _ length: Int, _ start: Int, isOver: Bool) {
            self.base = base
            self.length = length
            self.start = start
            self.isOver = isOver
        }

        public mutating func next() throws -> [Base.Element]? {
            precondition(!isOver, "a sequence beyond the last one")
            if odometer == nil {
                odometer = try Odometer(base, count: length, from: start)
            } else if try !odometer!.advance() {
                length += 1
                odometer = try Odometer(base, count: length, from: 0)
            }
            return odometer!.elements
        }
    }
}

extension Sequences: SymmetricDomain where Base: SymmetricDomain {
    public var shape: Shape { .sequences(base.shape, counts) }

    @inlinable
    public func decoder() -> FormDecoder<[Base.Element]> {
        let (counts, width, base) = (counts, base.shape.numberCount, base.decoder())
        return { reader in
            let count = counts.lowerBound == counts.upperBound ? counts.lowerBound : counts.lowerBound + reader.next()
            var elements: [Base.Element] = []
            elements.reserveCapacity(count)
            for _ in 0..<count { elements.append(base(&reader)) }
            reader.skip((counts.upperBound - count) * width)
            return elements
        }
    }

    public func structure(of element: [Base.Element]) -> Structure { .tuple(element.map(base.structure(of:))) }
}
