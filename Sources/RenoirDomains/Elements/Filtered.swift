/// The elements of a source that satisfy a condition; see ``ElementSource/filter(_:)``.
public struct Filtered<Base: ElementSource>: ElementSource {
    /// The loop over a block, made where the closure is known.
    @usableFromInline
    typealias Kernel =
        @Sendable (
            UnsafeMutablePointer<Base.Element>, inout ElementBlock, UnsafeMutablePointer<Int32>
        ) throws -> Void

    public let base: Base
    @usableFromInline let kernel: Kernel
    @usableFromInline let isIncluded: @Sendable (Base.Element) throws -> Bool

    @usableFromInline
    init(base: Base, kernel: @escaping Kernel, isIncluded: @escaping @Sendable (Base.Element) throws -> Bool) {
        self.base = base
        self.kernel = kernel
        self.isIncluded = isIncluded
    }

    public func divide() throws -> Units<Cursor> {
        let units = try base.divide()
        let kernel = kernel
        return Units(count: units.count) { Cursor(base: units.makeCursor(), kernel: kernel) }
    }

    public func text(of position: Position) -> String? { base.text(of: position) }
    public var lookedAtInAll: Natural? { base.lookedAtInAll }

    public struct Cursor: ElementCursor {
        @usableFromInline var base: Base.Cursor
        @usableFromInline let kernel: Kernel

        @usableFromInline
        init(base: Base.Cursor, kernel: @escaping Kernel) {
            self.base = base
            self.kernel = kernel
        }

        @inlinable
        public mutating func begin(_ units: Range<Int>) throws { try base.begin(units) }

        @inlinable
        public mutating func next(
            _ count: Int, into output: UnsafeMutablePointer<Base.Element>, offsets: UnsafeMutablePointer<Int32>
        ) throws -> ElementBlock {
            var block = try base.next(count, into: output, offsets: offsets)
            try kernel(output, &block, offsets)
            return block
        }
    }
}

extension ElementSource {
    /// Keeps the elements that satisfy `isIncluded`.
    ///
    /// ```swift
    /// let even = Integers(0..<1000).filter { $0.isMultiple(of: 2) }
    /// ```
    ///
    /// Local: happens where an element is. A filter of a domain is a domain: an element that is left out keeps its place, so sizes are
    /// upper bounds, and indexes those of the domain before.
    ///
    /// - Parameter isIncluded: Called once per element that is looked at; again for one for which it has thrown, to find which it was.
    /// - Throws: Whatever `isIncluded` throws ends an action on all ranks, with the element and its index.
    @inlinable @inline(__always)
    public func filter<Failure: Error>(
        _ isIncluded: @escaping @Sendable (Element) throws(Failure) -> Bool
    ) -> Filtered<Self> {
        Filtered(
            base: self,
            kernel: { elements, block, offsets in
                let count = block.kept
                let isDense = count == block.lookedAt
                var (index, kept) = (0, 0)
                do throws(Failure) {
                    if _isPOD(Element.self) {
                        while index < count {
                            let element = elements[index]
                            let isKept = try isIncluded(element)
                            // Without a branch that depends on the element.
                            elements[kept] = element
                            offsets[kept] = isDense ? Int32(truncatingIfNeeded: index) : offsets[index]
                            kept &+= isKept ? 1 : 0
                            index &+= 1
                        }
                    } else {
                        while index < count {
                            let isKept = try isIncluded(elements[index])
                            let element = (elements + index).move()
                            offsets[kept] = isDense ? Int32(truncatingIfNeeded: index) : offsets[index]
                            if isKept { (elements + kept).initialize(to: element) }
                            kept += isKept ? 1 : 0
                            index += 1
                        }
                    }
                } catch {
                    elements.deinitialize(count: kept)
                    (elements + index).deinitialize(count: count - index)
                    throw error
                }
                block.kept = kept
            }, isIncluded: { try isIncluded($0) })
    }
}

extension Filtered: CustomStringConvertible where Base: Domain {}

extension Filtered: Domain where Base: Domain {
    /// How often a random element is tried to be one that is kept.
    private static var mostTries: Int { 1_000_000 }

    public var size: Natural { base.size }
    public var name: String { "filter of \(base.name)" }
    public var hasHoles: Bool { true }

    public func element(at index: Natural) throws -> Base.Element? {
        guard let element = try base.element(at: index), try isIncluded(element) else { return nil }
        return element
    }

    public func random(using generator: inout CounterGenerator) throws -> Base.Element? {
        for _ in 0..<Self.mostTries {
            if let element = try base.random(using: &generator), try isIncluded(element) { return element }
        }
        throw DomainError("\(Self.mostTries) random elements of \(base.name) in a row are left out by the filter")
    }

    @inlinable
    public func places(from index: Int) -> Places { Places(base: base.places(from: index), isIncluded: isIncluded) }

    public struct Places: PlaceIterator {
        @usableFromInline var base: Base.Places
        @usableFromInline let isIncluded: @Sendable (Base.Element) throws -> Bool

        @inlinable
        init(base: Base.Places, isIncluded: @escaping @Sendable (Base.Element) throws -> Bool) {
            self.base = base
            self.isIncluded = isIncluded
        }

        @inlinable
        public mutating func next() throws -> Base.Element? {
            guard let element = try base.next(), try isIncluded(element) else { return nil }
            return element
        }
    }
}
