public import Renoir

/// Columns in order, for which they are whole on one rank each. What is no number comes last, as in NumPy.
extension Matrix {
    /// Each column by itself, the smallest element first.
    ///
    /// ```swift
    /// let median = try a.sortedColumns().slice(rows: a.rows / 2..<a.rows / 2 + 1)
    /// ```
    ///
    /// Collective, if rows are over ranks: columns are divided among ranks, and come back.
    ///
    /// - Complexity: O(*m* log *m*) for each column; all elements move twice.
    public func sortedColumns() throws(JobError) -> Matrix { try wholeColumns().sortedRows().transposed() }

    /// Columns as rows, where they are.
    fileprivate func wholeColumns() throws(JobError) -> Matrix { try transposed() }

    /// Each row by itself. Local.
    public func sortedRows() -> Matrix {
        var elements = local
        for row in 0..<localRows.count {
            let range = row * columns..<(row + 1) * columns
            elements[range].sort { left, right in left < right || right.isMissing && !left.isMissing }
        }
        return Matrix(context, rows: rows, columns: columns, placement, local: elements)
    }
}

extension Matrix where Element: BinaryFloatingPoint {
    /// Quantiles of each column, a row for each, replicated: between the two elements beside it in proportion, as NumPy's `linear`.
    ///
    /// ```swift
    /// let quartiles = try a.columnQuantiles([0.25, 0.5, 0.75])
    /// ```
    ///
    /// Collective, unless it's replicated. A column with an element that is no number has no quantiles; what lies between two equal
    /// infinities is that infinity, which isn't so in NumPy.
    ///
    /// - Parameter shares: From 0, the smallest element, to 1, the greatest one.
    /// - Throws: On all ranks alike, with the code of bad data, if there are no rows, or a share isn't from 0 to 1.
    /// - Complexity: As ``sortedColumns()``; elements move once.
    public func columnQuantiles(_ shares: [Element]) throws(JobError) -> Matrix {
        guard rows > 0 || columns == 0 else {
            throw JobError(.data, "columnQuantiles: a matrix of \(shape) has nothing in its columns")
        }
        guard shares.allSatisfy({ 0...1 ~= $0 }) else {
            throw JobError(.data, "columnQuantiles: a share isn't from 0 to 1")
        }
        let sorted = try wholeColumns().sortedRows()
        let (elements, height) = (sorted.local, rows)
        let quantiles = (0..<sorted.localRows.count).flatMap { column in
            shares.map { share -> Element in
                let start = column * height
                if elements[start + height - 1].isMissing { return elements[start + height - 1] }
                let place = share * Element(height - 1)
                let below = Swift.min(Int(place), height - 1)
                let (low, high) = (elements[start + below], elements[start + Swift.min(below + 1, height - 1)])
                let rest = place - Element(below)
                return rest == 0 || low == high ? low : low + (high - low) * rest
            }
        }
        return try Matrix(context, rows: columns, columns: shares.count, sorted.placement, local: quantiles)
            .placed(.replicated).transposed()
    }
}
