public import Renoir

extension Matrix {
    /// Some rows and columns that follow each other.
    ///
    /// ```swift
    /// let labels = try data.slice(columns: 4..<5)
    /// ```
    ///
    /// Collective, if rows are over ranks and not all are taken: they are shared anew. Else Local.
    ///
    /// - Parameters:
    ///   - rows: nil for all; so is `columns`.
    /// - Throws: With the code of bad data, if there aren't as many.
    public func slice(rows: Range<Int>? = nil, columns: Range<Int>? = nil) throws(JobError) -> Matrix {
        let (rows, columns) = (rows ?? 0..<self.rows, columns ?? 0..<self.columns)
        guard rows.lowerBound >= 0, rows.upperBound <= self.rows, columns.lowerBound >= 0,
            columns.upperBound <= self.columns
        else { throw JobError(.data, "slice: rows \(rows) and columns \(columns) of a matrix of \(shape)") }
        let mine = rows.clamped(to: localRows)
        let first = localRows.lowerBound
        var elements: [Element] = []
        if columns.count == self.columns {
            elements = Array(local[(mine.lowerBound - first) * self.columns..<(mine.upperBound - first) * self.columns])
        } else {
            elements.reserveCapacity(mine.count * columns.count)
            for row in mine {
                let start = (row - first) * self.columns
                elements += local[start + columns.lowerBound..<start + columns.upperBound]
            }
        }
        if placement == .rows, rows.count < self.rows {
            let place = Swift.min(Swift.max(first, rows.lowerBound), rows.upperBound) - rows.lowerBound
            elements = try context.moved(elements, first: place, total: rows.count, columns: columns.count)
        }
        return Matrix(context, rows: rows.count, columns: columns.count, placement, local: elements)
    }

    /// The columns of `other` right of those of this matrix.
    ///
    /// ```swift
    /// let design = try matrices.fill(1.0, rows: x.rows, columns: 1).cbind(x)
    /// ```
    ///
    /// Local, if rows are where those of this matrix are; else Collective: they are moved there.
    ///
    /// - Throws: With the code of bad data, if the matrices have different numbers of rows.
    public func cbind(_ other: Matrix) throws(JobError) -> Matrix {
        guard rows == other.rows else {
            throw JobError(.data, "cbind: a matrix of \(shape) and one of \(other.shape) don't fit")
        }
        let other = try other.placed(placement)
        let elements = Kernels.sideBySide(
            [(local[...], columns), (other.local[...], other.columns)], rows: localRows.count)
        return Matrix(context, rows: rows, columns: columns + other.columns, placement, local: elements)
    }

    /// The rows of `other` below those of this matrix.
    ///
    /// ```swift
    /// let all = try january.rbind(february)
    /// ```
    ///
    /// Collective, if rows are over ranks: they are shared anew. Rows of `other` are moved to where those of this matrix are.
    ///
    /// - Throws: With the code of bad data, if the matrices have different numbers of columns.
    public func rbind(_ other: Matrix) throws(JobError) -> Matrix {
        guard columns == other.columns else {
            throw JobError(.data, "rbind: a matrix of \(shape) and one of \(other.shape) don't fit")
        }
        let other = try other.placed(placement)
        let total = rows + other.rows
        guard placement == .rows else {
            return Matrix(context, rows: total, columns: columns, placement, local: local + other.local)
        }
        let above = try context.moved(local, first: localRows.lowerBound, total: total, columns: columns)
        let below = try context.moved(
            other.local, first: rows + other.localRows.lowerBound, total: total, columns: columns)
        return Matrix(context, rows: total, columns: columns, .rows, local: above + below)
    }
}
