public import Renoir

/// A matrix of which few elements aren't zero, with its rows over ranks.
///
/// ```swift
/// let links: SparseMatrix<Double> = try matrices.sparse(rows: 3, columns: 3, [.init(0, 1, 1), .init(2, 0, 1)])
/// let next = try links.times(weights)
/// ```
public struct SparseMatrix<Element: MatrixElement> {
    /// An element that isn't zero.
    public struct Entry: BitwiseCopyable {
        public var row: Int
        public var column: Int
        public var value: Element

        public init(_ row: Int, _ column: Int, _ value: Element) {
            self.row = row
            self.column = column
            self.value = value
        }
    }

    public let context: MatrixContext
    public let rows: Int
    public let columns: Int
    /// Where each of this rank's rows starts among its entries, and the end.
    private let starts: [Int]
    private let places: [Int]
    private let values: [Element]

    /// - Parameter entries: Inside the matrix; the rows of other ranks don't count.
    init(_ context: MatrixContext, rows: Int, columns: Int, _ entries: [Entry]) {
        let mine = context.rows(of: context.rank, rows, .rows)
        let sorted = entries.enumerated().filter { mine.contains($0.element.row) }.sorted {
            ($0.element.row, $0.element.column, $0.offset) < ($1.element.row, $1.element.column, $1.offset)
        }
        var starts = [Int](repeating: 0, count: mine.count + 1)
        for (_, entry) in sorted { starts[entry.row - mine.lowerBound + 1] += 1 }
        for row in 0..<mine.count { starts[row + 1] += starts[row] }
        self.context = context
        self.rows = rows
        self.columns = columns
        self.starts = starts
        places = sorted.map(\.element.column)
        values = sorted.map(\.element.value)
    }

    /// The matrix product with a matrix of few columns.
    ///
    /// ```swift
    /// let sums = try links.times(shares)
    /// ```
    ///
    /// Collective: every rank gets all of `other`. The result has its rows over ranks; products of a row are summed in the order of
    /// columns, so that it's the same at any number of ranks.
    ///
    /// - Throws: With the code of bad data, if this matrix has another number of columns than `other` has rows.
    /// - Complexity: A product for each entry and column of `other`.
    public func times(_ other: Matrix<Element>) throws(JobError) -> Matrix<Element> {
        guard columns == other.rows else {
            throw JobError(.data, "times: a sparse matrix of \(rows) × \(columns) and one of \(other.shape) don't fit")
        }
        let factor = try other.placed(.replicated)
        let product = Kernels.sparseProduct(starts, places, values, factor.local, columns: other.columns)
        return Matrix(context, rows: rows, columns: other.columns, .rows, local: product)
    }
}

extension MatrixContext {
    /// A sparse matrix of entries that all ranks know, in the same order; those at the same place are added.
    ///
    /// Local: each rank keeps its own rows.
    ///
    /// - Throws: With the code of bad data, if an entry isn't inside.
    /// - Complexity: O(*n* log *n*) for *n* entries.
    public func sparse<Element: MatrixElement>(
        rows: Int, columns: Int, _ entries: [SparseMatrix<Element>.Entry]
    ) throws(JobError) -> SparseMatrix<Element> {
        for entry in entries where !(0..<rows ~= entry.row && 0..<columns ~= entry.column) {
            throw JobError(.data, "row \(entry.row), column \(entry.column) isn't in a matrix of \(rows) × \(columns)")
        }
        return SparseMatrix(self, rows: rows, columns: columns, entries)
    }
}

extension Kernels {
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    fileprivate static func sparseProduct<Element: MatrixElement>(
        _ starts: [Int], _ places: [Int], _ values: [Element], _ factor: [Element], columns: Int
    ) -> [Element] {
        var product = [Element](repeating: .zero, count: (starts.count - 1) * columns)
        for row in 0..<starts.count - 1 {
            for entry in starts[row]..<starts[row + 1] {
                for column in 0..<columns {
                    let place = row * columns + column
                    product[place] = Element.sum(
                        product[place], Element.product(values[entry], factor[places[entry] * columns + column]))
                }
            }
        }
        return product
    }
}
