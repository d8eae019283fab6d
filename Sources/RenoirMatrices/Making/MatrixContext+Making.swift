public import Renoir

extension MatrixContext {
    /// A matrix whose elements are calculated from their row and column.
    ///
    /// ```swift
    /// let multiples = matrices.matrix(rows: 10, columns: 10) { row, column in Double(row * column) }
    /// ```
    ///
    /// Local: each rank calculates its own rows.
    ///
    /// - Parameters:
    ///   - rows: 0 or more; so are `columns`.
    ///   - element: Must give the same on all ranks.
    @inlinable
    public func matrix<Element: MatrixElement>(
        rows: Int, columns: Int, _ placement: Placement = .rows, _ element: (_ row: Int, _ column: Int) -> Element
    ) -> Matrix<Element> {
        precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
        let range = localRows(rows, placement)
        let elements = [Element](unsafeUninitializedCapacity: range.count * columns) { elements, count in
            for row in range {
                for column in 0..<columns {
                    elements.initializeElement(at: count, to: element(row, column))
                    count += 1
                }
            }
        }
        return Matrix(self, rows: rows, columns: columns, placement, local: elements)
    }

    @usableFromInline
    func localRows(_ rows: Int, _ placement: Placement) -> Range<Int> { self.rows(of: rank, rows, placement) }

    /// A matrix of equal elements. Local.
    ///
    /// ```swift
    /// let zeros = matrices.fill(0.0, rows: 1000, columns: 10)
    /// ```
    public func fill<Element: MatrixElement>(
        _ value: Element, rows: Int, columns: Int, _ placement: Placement = .rows
    ) -> Matrix<Element> {
        precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
        let local = [Element](repeating: value, count: localRowCount(rows, placement) * columns)
        return Matrix(self, rows: rows, columns: columns, placement, local: local)
    }

    /// A column of numbers with the same distance. Local.
    ///
    /// ```swift
    /// let tenths = matrices.sequence(from: 0.0, by: 0.1, count: 11)
    /// ```
    public func sequence<Element: MatrixElement>(
        from first: Element, by step: Element, count: Int, _ placement: Placement = .rows
    ) -> Matrix<Element> {
        matrix(rows: count, columns: 1, placement) { row, _ in
            Element.sum(first, Element.product(Element(count: row), step))
        }
    }

    /// A matrix of rows that all ranks have. Local.
    ///
    /// ```swift
    /// let rotation = try matrices.matrix([[0.0, -1], [1, 0]])
    /// ```
    ///
    /// - Throws: With the code of bad data, if rows differ in length.
    public func matrix<Element: MatrixElement>(
        _ rows: [[Element]], _ placement: Placement = .replicated
    ) throws(JobError) -> Matrix<Element> {
        let columns = rows.first?.count ?? 0
        if let row = rows.firstIndex(where: { $0.count != columns }) {
            throw JobError(.data, "row \(row) has \(rows[row].count) elements, and the first one \(columns)")
        }
        return matrix(rows: rows.count, columns: columns, placement) { rows[$0][$1] }
    }

    /// A matrix of elements, row by row, that all ranks have. Local.
    ///
    /// ```swift
    /// let identity = try matrices.matrix(rows: 2, columns: 2, [1.0, 0, 0, 1])
    /// ```
    ///
    /// - Throws: With the code of bad data, if there aren't as many.
    public func matrix<Element: MatrixElement>(
        rows: Int, columns: Int, _ elements: [Element], _ placement: Placement = .replicated
    ) throws(JobError) -> Matrix<Element> {
        guard elements.count == rows * columns else {
            throw JobError(.data, "\(elements.count) elements for a matrix of \(rows) × \(columns)")
        }
        return matrix(rows: rows, columns: columns, placement) { elements[$0 * columns + $1] }
    }

    /// Random numbers: from 0 to 1 without 1, or any integers.
    ///
    /// ```swift
    /// let noise: Matrix<Double> = matrices.random(rows: 1000, columns: 10, seed: 7)
    /// ```
    ///
    /// Local. An element depends on the seed, its place and nothing else, so that the matrix is the same at any number of ranks.
    @inlinable
    public func random<Element: MatrixElement>(
        rows: Int, columns: Int, seed: UInt64, _ placement: Placement = .rows
    ) -> Matrix<Element> {
        let key = RandomBits.mixed(seed)
        return matrix(rows: rows, columns: columns, placement) { row, column in
            Element(randomBits: RandomBits.word(UInt64(row * columns + column), key: key))
        }
    }
}

/// Random words by number: SplitMix64, whose state is a counter.
@usableFromInline
enum RandomBits {
    @inlinable
    static func word(_ number: UInt64, key: UInt64) -> UInt64 { mixed(key &+ (number &+ 1) &* 0x9e37_79b9_7f4a_7c15) }

    @inlinable
    static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}
