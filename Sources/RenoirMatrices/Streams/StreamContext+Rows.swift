internal import Dataflow
public import Renoir
internal import Threading

extension StreamContext {
    /// A stream of the rows of a matrix.
    ///
    /// ```swift
    /// let large = streams.stream(ofRows: points).filter { $0.elements[0] > 100 }
    /// ```
    ///
    /// Local: each rank's workers take the rows that it has, some at a time; of a replicated matrix, those that it would have over ranks.
    ///
    /// - Complexity: O(1) to add; an array for each row.
    public func stream<Element: MatrixElement>(ofRows matrix: Matrix<Element>) -> DataStream<MatrixRow<Element>> {
        let isWhole = matrix.placement == .replicated
        let mine = matrix.context.rows(of: matrix.context.rank, matrix.rows, isWhole ? .rows : matrix.placement)
        let rows = SharedRows(
            matrix.local, columns: matrix.columns, rows: mine, first: isWhole ? 0 : mine.lowerBound)
        return parallelStream { _, _ in rows }
    }
}

/// Rows that a rank's workers share.
private final class SharedRows<Element: MatrixElement>: Sequence, IteratorProtocol, @unchecked Sendable {
    private let elements: [Element]
    private let columns: Int
    private let end: Int
    /// The row whose elements are the first ones.
    private let first: Int
    private let lock = Lock()
    private var next_: Int

    init(_ elements: [Element], columns: Int, rows: Range<Int>, first: Int) {
        self.elements = elements
        self.columns = columns
        self.first = first
        end = rows.upperBound
        next_ = rows.lowerBound
    }

    func next() -> MatrixRow<Element>? {
        let row = lock.withLock {
            defer { next_ += 1 }
            return next_
        }
        guard row < end else { return nil }
        let start = (row - first) * columns
        return MatrixRow(row, Array(elements[start..<start + columns]))
    }
}

extension DataStream {
    /// Keeps rows where they are, for ``MatrixContext/matrix(of:rows:columns:)``.
    ///
    /// ```swift
    /// let kept = rows.collectRows()
    /// _ = try streams.execute()
    /// let matrix = try matrices.matrix(of: kept, rows: 1000, columns: 3)
    /// ```
    ///
    /// Local.
    public func collectRows<Number: MatrixElement>() -> CollectedRows<Number> where Element == MatrixRow<Number> {
        let rows = CollectedRows<Number>()
        forEach { rows.add($0) }
        return rows
    }
}

/// The rows that a rank's workers have got of a stream.
public final class CollectedRows<Element: MatrixElement>: @unchecked Sendable {
    private let lock = Lock()
    private var rows: [MatrixRow<Element>] = []

    init() {}

    func add(_ row: MatrixRow<Element>) { lock.withLock { rows.append(row) } }

    var all: [MatrixRow<Element>] { lock.withLock { rows } }
}

extension MatrixContext {
    /// A matrix of a stream's rows, after the stream has run.
    ///
    /// ```swift
    /// let matrix = try matrices.matrix(of: kept, rows: 1000, columns: 3)
    /// ```
    ///
    /// Collective: rows move to the ranks that have them. Rows that didn't come are 0.
    ///
    /// - Throws: On all ranks alike, with the code of bad data, if a row isn't inside, is of another length, or came twice.
    public func matrix<Element: MatrixElement>(
        of collected: CollectedRows<Element>, rows: Int, columns: Int
    ) throws(JobError) -> Matrix<Element> {
        precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
        let given = collected.all.sorted { $0.number < $1.number }
        var problem: JobError?
        if let row = given.first(where: { !(0..<rows ~= $0.number) || $0.elements.count != columns }) {
            problem = JobError(
                .data,
                "row \(row.number) with \(row.elements.count) elements isn't one of a matrix of \(rows) × \(columns)")
        }
        try agree(on: problem)
        let counts = (0..<size).map { rank in
            let theirs = self.rows(of: rank, rows, .rows)
            return given.count { theirs.contains($0.number) }
        }
        let numbers = try wait { $0.allToAllv(given.map(\.number), counts: counts) }.elements
        let elements = try wait {
            $0.allToAllv(given.flatMap(\.elements), counts: counts.map { $0 * columns })
        }.elements
        let mine = self.rows(of: rank, rows, .rows)
        var local = [Element](repeating: .zero, count: mine.count * columns)
        var known = Set<Int>()
        for (place, number) in numbers.enumerated() {
            if !known.insert(number).inserted { problem = problem ?? JobError(.data, "row \(number) came twice") }
            let target = (number - mine.lowerBound) * columns
            local.replaceSubrange(target..<target + columns, with: elements[place * columns..<(place + 1) * columns])
        }
        try agree(on: problem)
        return Matrix(self, rows: rows, columns: columns, .rows, local: local)
    }
}
