/// All pairs of an element of one domain and one of another.
///
/// ```swift
/// let pairs = Integers(0..<4) * Values(["a", "b"])    // (0, "a"), (0, "b"), (1, "a"), …
/// let triples = pairs * Values.booleans               // (0, "a", false), …
/// ```
public struct Product2<First: Domain, Second: Domain>: Domain {
    public typealias Element = (First.Element, Second.Element)
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let first: First
    @usableFromInline let second: Second
    /// Of the second; computed once.
    @usableFromInline let width: Int

    public init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
        width = second.size.clamped
    }

    public var size: Natural { first.size * second.size }
    public var name: String { "product" }
    public var hasHoles: Bool { first.hasHoles || second.hasHoles }

    public func element(at index: Natural) throws -> (First.Element, Second.Element)? {
        let (row, column) = index.dividing(by: second.size)
        guard let left = try first.element(at: row), let right = try second.element(at: column) else { return nil }
        return (left, right)
    }

    public func random(using generator: inout CounterGenerator) throws -> (First.Element, Second.Element)? {
        guard let left = try first.random(using: &generator), let right = try second.random(using: &generator) else {
            return nil
        }
        return (left, right)
    }

    @inlinable
    public func places(from index: Int) -> Places { Places(first, second, width, index) }

    public struct Places: PlaceIterator {
        @usableFromInline var rows: First.Places
        @usableFromInline var columns: Second.Places
        @usableFromInline var row: First.Element?
        /// Places that are left in the row.
        @usableFromInline var left: Int
        @usableFromInline let second: Second
        @usableFromInline let width: Int
        @usableFromInline var isBegun: Bool

        @inlinable
        init(_ first: First, _ second: Second, _ width: Int, _ index: Int) {
            let (row, column) = width == 0 ? (0, 0) : index.quotientAndRemainder(dividingBy: width)
            rows = first.places(from: row)
            columns = second.places(from: column)
            left = width - column
            isBegun = false
            self.second = second
            self.width = width
        }

        @inlinable
        public mutating func next() throws -> (First.Element, Second.Element)? {
            if left == 0 || !isBegun { try beginRow() }
            left &-= 1
            let column = try columns.next()
            guard let row, let column else { return nil }
            return (row, column)
        }

        @inlinable @inline(__always)
        public mutating func next(_ count: Int, into block: inout PlaceBlock<(First.Element, Second.Element)>) throws {
            try put(count, into: &block) { ($0, $1) }
        }

        /// Puts out what `combine` makes of pairs, row by row.
        @inlinable @inline(__always)
        mutating func put<Output>(
            _ count: Int, into block: inout PlaceBlock<Output>, _ combine: (First.Element, Second.Element) -> Output
        ) throws {
            var rest = count
            while rest > 0 {
                if left == 0 || !isBegun {
                    do {
                        try beginRow()
                    } catch {
                        block.clear()
                        throw error
                    }
                }
                let count = Swift.min(left, rest)
                left -= count
                rest -= count
                var columns = columns
                if let row {
                    try block.put(count) { if let column = try columns.next() { combine(row, column) } else { nil } }
                } else {
                    try block.put(count) {
                        _ = try columns.next()
                        return nil
                    }
                }
                self.columns = columns
            }
        }

        @inlinable
        mutating func beginRow() throws {
            if isBegun {
                columns = second.places(from: 0)
                left = width
            }
            isBegun = true
            row = try rows.next()
        }
    }
}

extension Product2: SymmetricDomain where First: SymmetricDomain, Second: SymmetricDomain {
    public var shape: Shape { .product([first.shape, second.shape]) }

    @inlinable
    public func decoder() -> FormDecoder<(First.Element, Second.Element)> {
        let (first, second) = (first.decoder(), second.decoder())
        return { reader in
            let left = first(&reader)
            return (left, second(&reader))
        }
    }

    public func structure(of element: (First.Element, Second.Element)) -> Structure {
        .tuple([first.structure(of: element.0), second.structure(of: element.1)])
    }
}

extension Product2: RankedDomain where First: RankedDomain, Second: RankedDomain {
    @inlinable
    public func index(of element: (First.Element, Second.Element)) -> Int {
        first.index(of: element.0) * width + second.index(of: element.1)
    }
}

/// All pairs of elements of two domains.
public func * <First: Domain, Second: Domain>(left: First, right: Second) -> Product2<First, Second> {
    Product2(left, right)
}
