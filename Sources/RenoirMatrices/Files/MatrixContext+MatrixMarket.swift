internal import Records
public import Renoir

extension MatrixContext {
    /// A matrix from a file in Matrix Market's format.
    ///
    /// ```swift
    /// let mesh = try matrices.readMatrixMarket("mesh.mtx")
    /// ```
    ///
    /// Collective. Dense (`array`, whose elements stand column by column) or sparse (`coordinate`), of `real`, `integer` or `pattern`
    /// (each element is 1), `general`, `symmetric` or `skew-symmetric`: what stands below the diagonal holds above it, too. Elements at the
    /// same place are added. Each rank reads a part of the lines; all have to see the file.
    ///
    /// - Throws: On all ranks alike: with the code of input and output, if the file can't be read; with that of bad data, with the
    ///   line, if it's something else: places outside, or above the diagonal where that follows from what is below, other numbers of words or
    ///   of lines, exponents with `D`.
    /// - Complexity: Each rank sends what it reads of other ranks' rows.
    public func readMatrixMarket<Element: MatrixElement>(
        _ path: String, as type: Element.Type = Double.self
    ) throws(JobError) -> Matrix<Element> {
        let (header, entries): (MatrixMarketHeader, [SparseMatrix<Element>.Entry]) = try entries(of: path)
        let mine = self.rows(of: rank, header.rows, .rows)
        var local = [Element](repeating: .zero, count: mine.count * header.columns)
        for entry in entries {
            let place = (entry.row - mine.lowerBound) * header.columns + entry.column
            local[place] = Element.sum(local[place], entry.value)
        }
        return Matrix(self, rows: header.rows, columns: header.columns, .rows, local: local)
    }

    /// A sparse matrix from a file in Matrix Market's format: as ``readMatrixMarket(_:as:)``, without what is 0 in between.
    ///
    /// ```swift
    /// let links = try matrices.readSparseMatrixMarket("links.mtx")
    /// ```
    public func readSparseMatrixMarket<Element: MatrixElement>(
        _ path: String, as type: Element.Type = Double.self
    ) throws(JobError) -> SparseMatrix<Element> {
        let (header, entries): (MatrixMarketHeader, [SparseMatrix<Element>.Entry]) = try entries(of: path)
        return SparseMatrix(self, rows: header.rows, columns: header.columns, entries)
    }

    /// The elements of this rank's rows, in the order of the file.
    private func entries<Element: MatrixElement>(
        of path: String
    ) throws(JobError) -> (MatrixMarketHeader, [SparseMatrix<Element>.Entry]) {
        let header = try agreed(path) { file throws(JobError) in
            let header = try MatrixMarketHeader(file)
            guard header.field != .real || Element(cell: ByteString("0.5")) != nil else {
                throw JobError(.data, "\(path) has numbers that needn't be whole: read them as Double")
            }
            return header
        }
        var lines = MatrixMarketLines<Element>(header)
        var problem: JobError?
        var found: MatrixMarketLines<Element>.Problem?
        var lineCount = 0
        do throws(JobError) {
            let file = try InputFile(path)
            let part = try file.lines(ofPart: rank, of: size, from: header.byteCount)
            found = try file.pieces(of: part, atMost: pieceBytes) { lines.read($0) }
            lineCount = found == nil ? lines.lines : try file.lineEnds(in: part)
        } catch { problem = error }
        try agree(on: problem)
        let counts = try wait { $0.allGather([lineCount, lines.count]) }
        if let found {
            let before = (0..<rank).reduce(header.lines + 1 + found.line) { $0 + counts[$1 * 2] }
            problem = JobError(.data, "\(path), line \(before): \(found.text)")
        }
        try agree(on: problem)
        let total = (0..<size).reduce(0) { $0 + counts[$1 * 2 + 1] }
        guard total == header.count else {
            throw JobError(.data, "\(path) has \(total) elements, and says \(header.count)")
        }
        let first = (0..<rank).reduce(0) { $0 + counts[$1 * 2 + 1] }
        return (header, try routed(entries(lines, first: first), rows: header.rows))
    }

    /// What lines say, and what follows from it on the other side of the diagonal.
    private func entries<Element: MatrixElement>(
        _ lines: MatrixMarketLines<Element>, first: Int
    ) -> [SparseMatrix<Element>.Entry] {
        let header = lines.header
        var entries: [SparseMatrix<Element>.Entry] = []
        entries.reserveCapacity(header.symmetry == .general ? lines.count : 2 * lines.count)
        func add(_ row: Int, _ column: Int, _ value: Element) {
            entries.append(.init(row, column, value))
            guard header.symmetry != .general, row != column else { return }
            entries.append(.init(column, row, header.symmetry == .skew ? Element.difference(0, value) : value))
        }
        if header.isCoordinate {
            for place in 0..<lines.count { add(lines.rows[place], lines.columns[place], lines.values[place]) }
            return entries
        }
        // A column begins at the first row, on the diagonal, or below it.
        func start(_ column: Int) -> Int {
            switch header.symmetry {
            case .general: 0
            case .symmetric: column
            case .skew: column + 1
            }
        }
        var (column, left) = (0, first)
        while column < header.columns, left >= header.rows - start(column) {
            left -= header.rows - start(column)
            column += 1
        }
        var row = start(column) + left
        for value in lines.values {
            add(row, column, value)
            row += 1
            while row >= header.rows, column + 1 < header.columns {
                column += 1
                row = start(column)
            }
        }
        return entries
    }

    /// Gives elements to the ranks that have their rows; of each, they stay in order.
    private func routed<Element: MatrixElement>(
        _ entries: [SparseMatrix<Element>.Entry], rows: Int
    ) throws(JobError) -> [SparseMatrix<Element>.Entry] {
        guard size > 1 else { return entries }
        let ends = (0..<size).map { self.rows(of: $0, rows, .rows).upperBound }
        var parts = [[SparseMatrix<Element>.Entry]](repeating: [], count: size)
        for entry in entries { parts[ends.firstIndex { entry.row < $0 } ?? size - 1].append(entry) }
        noteMove(
            "elements to the ranks of their rows", sent: entries.count, got: 0, of: SparseMatrix<Element>.Entry.self)
        return try wait { $0.allToAllv(Array(parts.joined()), counts: parts.map(\.count)) }.elements
    }
}
