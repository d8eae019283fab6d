public import Renoir

/// Sums, which are the same at any number of ranks: elements of a row from the first one on, rows in blocks and blocks in pairs.
extension Matrix {
    /// The sum of all elements, on all ranks; 0 if there are none.
    ///
    /// ```swift
    /// let total = try a.sum()
    /// ```
    ///
    /// Collective, unless it's replicated.
    ///
    /// - Complexity: Each rank sends up to 20 numbers to each other one.
    public func sum() throws(JobError) -> Element {
        let rowSums = self.rowSums()
        return try rowSums.columnSums().local[0]
    }

    /// The sum of each row, as a column with rows where they are. Local.
    ///
    /// ```swift
    /// let shares = try a / a.rowSums()
    /// ```
    public func rowSums() -> Matrix {
        let sums = Kernels.rowSums(local, rows: localRows.count, columns: columns)
        return Matrix(context, rows: rows, columns: 1, placement, local: sums)
    }

    /// The sum of each column, as a replicated row.
    ///
    /// ```swift
    /// let counts = try (a .> 0).columnSums()
    /// ```
    ///
    /// Collective, unless it's replicated.
    ///
    /// - Complexity: Each rank sends up to 20 rows to each other one.
    public func columnSums() throws(JobError) -> Matrix {
        let (elements, columns) = (local, columns)
        let sums = try summed(width: columns) { rows, sums in
            Kernels.addRows(elements, rows, columns: columns, to: &sums)
        }
        return Matrix(context, rows: 1, columns: columns, .replicated, local: sums)
    }

    /// The product of the transposed matrix and `other`, replicated: sums over rows, which stay where they are.
    ///
    /// ```swift
    /// let covariances = try centred.transposedTimes(centred) / Double(centred.rows - 1)
    /// ```
    ///
    /// Collective. Moves rows of one matrix only if those of the other one are elsewhere.
    ///
    /// - Throws: With the code of bad data, if the matrices have different numbers of rows.
    /// - Complexity: For a result of *n* elements, each rank sends up to 20 *n* to each other one.
    public func transposedTimes(_ other: Matrix) throws(JobError) -> Matrix {
        guard rows == other.rows else {
            throw JobError(.data, "transposedTimes: \(rows) rows and \(other.rows) don't fit")
        }
        guard placement == other.placement else {
            return try placed(.rows).transposedTimes(other.placed(.rows))
        }
        let (left, right, columns) = (local, other.local, columns)
        let isSquare = identity === other.identity
        var sums = try summed(width: columns * other.columns) { rows, sums in
            Kernels.addOuterProducts(left, columns, right, other.columns, rows: rows, isHalf: isSquare, to: &sums)
        }
        if isSquare {
            for row in 0..<columns {
                for column in 0..<row { sums[row * columns + column] = sums[column * columns + row] }
            }
        }
        return Matrix(context, rows: columns, columns: other.columns, .replicated, local: sums)
    }
}

extension Matrix where Element: BinaryFloatingPoint {
    /// The mean of all elements, on all ranks; no number if there are none. As ``sum()``.
    public func mean() throws(JobError) -> Element { try sum() / Element(rows * columns) }

    /// The mean of each row, as a column with rows where they are. Local.
    public func rowMeans() -> Matrix {
        let count = Element(columns)
        return rowSums().map { $0 / count }
    }

    /// The mean of each column, as a replicated row. As ``columnSums()``.
    ///
    /// ```swift
    /// let centred = try a - a.columnMeans()
    /// ```
    public func columnMeans() throws(JobError) -> Matrix {
        let count = Element(rows)
        return try columnSums().map { $0 / count }
    }
}
