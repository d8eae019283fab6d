/// A matrix of numbers whose rows lie over ranks, on all of them, or on one.
///
/// ```swift
/// let points = try matrices.readCSV("points.csv")
/// let centred = try points - points.columnMeans()
/// ```
///
/// A value: operations make new ones. All ranks do the same with it, in the same order; what an operation moves is said by it, nothing
/// moves otherwise. What operations on elements give is calculated when something needs it, all of a formula in one pass.
public struct Matrix<Element: MatrixElement> {
    public let context: MatrixContext
    public let rows: Int
    public let columns: Int
    public let placement: Placement
    /// Copies of a matrix share it, on all ranks alike.
    let expression: Expression<Element>

    @usableFromInline
    init(_ context: MatrixContext, rows: Int, columns: Int, _ placement: Placement, local: [Element]) {
        self.context = context
        self.rows = rows
        self.columns = columns
        self.placement = placement
        let localRows = context.rows(of: context.rank, rows, placement).count
        precondition(
            local.count == localRows * columns,
            "\(local.count) elements for \(localRows) of \(rows) rows with \(columns) columns")
        expression = Expression(rows: localRows, columns: columns, stored: local)
    }

    init(
        _ context: MatrixContext, rows: Int, columns: Int, _ placement: Placement, _ expression: Expression<Element>
    ) {
        self.context = context
        self.rows = rows
        self.columns = columns
        self.placement = placement
        self.expression = expression
    }

    /// What this rank has, row by row: calculated now, if it hasn't been, and kept.
    public var local: [Element] {
        if !expression.isStored { context.note(calculation) }
        return expression.elements()
    }

    /// Which rows this rank has.
    public var localRows: Range<Int> { context.rows(of: context.rank, rows, placement) }

    /// As messages name its shape.
    var shape: String { "\(rows) × \(columns)" }

    /// Calls `transform` with each element.
    ///
    /// ```swift
    /// let squares = a.map { $0 * $0 }
    /// ```
    ///
    /// Local. One pass over the rows, at once, however long a formula `transform` is.
    @inlinable
    public func map<Result: MatrixElement>(_ transform: (Element) -> Result) -> Matrix<Result> {
        let local = local
        let results = [Result](unsafeUninitializedCapacity: local.count) { results, count in
            local.withUnsafeBufferPointer { elements in
                for place in 0..<elements.count { results.initializeElement(at: place, to: transform(elements[place])) }
            }
            count = local.count
        }
        return Matrix<Result>(context, rows: rows, columns: columns, placement, local: results)
    }
}
