public import Renoir

/// Two matrices whose shapes fit, with what this rank needs of them.
@usableFromInline
struct Operands<Element: MatrixElement> {
    /// How one of them is read for an element of the result.
    @usableFromInline
    struct Side {
        @usableFromInline let elements: [Element]
        /// Where this rank's rows begin.
        @usableFromInline let start: Int
        /// From a row to the next one, and from a column to the next one: 0 where there is one for all.
        @usableFromInline let rowStride: Int
        @usableFromInline let columnStride: Int
    }

    @usableFromInline let context: MatrixContext
    @usableFromInline let rows: Int
    @usableFromInline let columns: Int
    @usableFromInline let placement: Placement
    @usableFromInline let left: Side
    @usableFromInline let right: Side

    /// Collective: moves what isn't where it's needed.
    @usableFromInline
    init(_ left: Matrix<Element>, _ right: Matrix<Element>, _ operation: String) throws(JobError) {
        guard let rows = Self.common(left.rows, right.rows), let columns = Self.common(left.columns, right.columns)
        else {
            throw JobError(.data, "\(operation): a matrix of \(left.shape) and one of \(right.shape) don't fit")
        }
        let isRoot =
            left.placement == .root && right.placement != .rows || right.placement == .root && left.placement != .rows
        let (left, right) = isRoot ? (left, right) : (try Self.placed(left, rows), try Self.placed(right, rows))
        placement = isRoot ? .root : left.placement == .rows || right.placement == .rows ? .rows : .replicated
        context = left.context
        self.rows = rows
        self.columns = columns
        let first = context.rows(of: context.rank, rows, placement).lowerBound
        self.left = Self.side(left, first, rows, columns)
        self.right = Self.side(right, first, rows, columns)
    }

    private static func common(_ left: Int, _ right: Int) -> Int? {
        left == right || right == 1 ? left : left == 1 ? right : nil
    }

    /// One row for all has to be everywhere; others are over ranks, or everywhere anyway.
    private static func placed(_ matrix: Matrix<Element>, _ rows: Int) throws(JobError) -> Matrix<Element> {
        if matrix.rows != rows || matrix.placement == .replicated { return try matrix.placed(.replicated) }
        return try matrix.placed(.rows)
    }

    private static func side(_ matrix: Matrix<Element>, _ first: Int, _ rows: Int, _ columns: Int) -> Side {
        let start = matrix.placement == .replicated && matrix.rows == rows ? first * matrix.columns : 0
        return Side(
            elements: matrix.local, start: start, rowStride: matrix.rows == rows ? matrix.columns : 0,
            columnStride: matrix.columns == columns ? 1 : 0)
    }

    /// Calls `combine` for each element of this rank's rows of the result.
    @inlinable
    func map<Result: MatrixElement>(_ combine: (Element, Element) -> Result) -> Matrix<Result> {
        let count = context.localRowCount(rows, placement)
        let results = [Result](unsafeUninitializedCapacity: count * columns) { results, initialized in
            left.elements.withUnsafeBufferPointer { lefts in
                right.elements.withUnsafeBufferPointer { rights in
                    for row in 0..<count where columns > 0 {
                        let (one, other) = (left.start + row * left.rowStride, right.start + row * right.rowStride)
                        let output = results.baseAddress.unsafelyUnwrapped + row * columns
                        let lefts = lefts.baseAddress.unsafelyUnwrapped + one
                        let rights = rights.baseAddress.unsafelyUnwrapped + other
                        // A loop each, so that all of them are vectors.
                        switch (left.columnStride, right.columnStride) {
                        case (1, 1):
                            for column in 0..<columns { output[column] = combine(lefts[column], rights[column]) }
                        case (1, _):
                            let right = rights[0]
                            for column in 0..<columns { output[column] = combine(lefts[column], right) }
                        case (_, 1):
                            let left = lefts[0]
                            for column in 0..<columns { output[column] = combine(left, rights[column]) }
                        default:
                            let result = combine(lefts[0], rights[0])
                            for column in 0..<columns { output[column] = result }
                        }
                    }
                }
            }
            initialized = count * columns
        }
        return Matrix<Result>(context, rows: rows, columns: columns, placement, local: results)
    }
}

extension MatrixContext {
    @usableFromInline
    func localRowCount(_ rows: Int, _ placement: Placement) -> Int { self.rows(of: rank, rows, placement).count }
}
