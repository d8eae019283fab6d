/// What a closure makes of each element of a source; see ``ElementSource/map(_:)``.
public struct Mapped<Base: ElementSource, Output: Sendable>: ElementSource {
    /// The loop over a block, made where the closure is known.
    @usableFromInline
    typealias Kernel =
        @Sendable (
            UnsafeMutablePointer<Base.Element>, Int, UnsafeMutablePointer<Output>
        ) throws -> Void

    public let base: Base
    @usableFromInline let kernel: Kernel
    @usableFromInline let transform: @Sendable (Base.Element) throws -> Output

    @usableFromInline
    init(base: Base, kernel: @escaping Kernel, transform: @escaping @Sendable (Base.Element) throws -> Output) {
        self.base = base
        self.kernel = kernel
        self.transform = transform
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
        @usableFromInline let scratch = Scratch<Base.Element>()

        @usableFromInline
        init(base: Base.Cursor, kernel: @escaping Kernel) {
            self.base = base
            self.kernel = kernel
        }

        @inlinable
        public mutating func begin(_ units: Range<Int>) throws { try base.begin(units) }

        @inlinable
        public mutating func next(
            _ count: Int, into output: UnsafeMutablePointer<Output>, offsets: UnsafeMutablePointer<Int32>
        ) throws -> ElementBlock {
            let block = try base.next(count, into: scratch.base, offsets: offsets)
            try kernel(scratch.base, block.kept, output)
            return block
        }
    }
}

extension ElementSource {
    /// Transforms each element.
    ///
    /// ```swift
    /// let products = (Integers(0..<100) * Integers(0..<100)).map { $0.0 * $0.1 }
    /// ```
    ///
    /// Local: happens where an element is. The map of a domain is a domain, of the same size. A closure that captures nothing is compiled
    /// into the loop over a block of elements.
    ///
    /// - Parameter transform: Called once per element that is looked at; again for one for which it has thrown, to find which it was.
    /// - Throws: Whatever `transform` throws ends an action on all ranks, with the element and its index.
    @inlinable @inline(__always)
    public func map<Output: Sendable, Failure: Error>(
        _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
    ) -> Mapped<Self, Output> {
        Mapped(
            base: self,
            kernel: { input, count, output in
                var index = 0
                do throws(Failure) {
                    while index < count {
                        let element = (input + index).move()
                        (output + index).initialize(to: try transform(element))
                        index += 1
                    }
                } catch {
                    output.deinitialize(count: index)
                    (input + index + 1).deinitialize(count: count - index - 1)
                    throw error
                }
            }, transform: { try transform($0) })
    }
}

extension Mapped: CustomStringConvertible where Base: Domain {}

extension Mapped: Domain where Base: Domain {
    public var size: Natural { base.size }
    public var name: String { "map of \(base.name)" }
    public var hasHoles: Bool { base.hasHoles }

    public func element(at index: Natural) throws -> Output? { try base.element(at: index).map { try transform($0) } }

    public func random(using generator: inout CounterGenerator) throws -> Output? {
        try base.random(using: &generator).map { try transform($0) }
    }

    @inlinable
    public func places(from index: Int) -> Places { Places(base: base.places(from: index), transform: transform) }

    public struct Places: PlaceIterator {
        @usableFromInline var base: Base.Places
        @usableFromInline let transform: @Sendable (Base.Element) throws -> Output

        @inlinable
        init(base: Base.Places, transform: @escaping @Sendable (Base.Element) throws -> Output) {
            self.base = base
            self.transform = transform
        }

        @inlinable
        public mutating func next() throws -> Output? {
            guard let element = try base.next() else { return nil }
            return try transform(element)
        }
    }
}
