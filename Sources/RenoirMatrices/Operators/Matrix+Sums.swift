public import Renoir

/// Sums, which are the same at any number of ranks: elements in turn to 8 sums, rows in blocks and blocks in pairs. What is summed is
/// calculated for it, if it hasn't been, and isn't kept.
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
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    public func sum() throws(JobError) -> Element {
        let pass = pass("sum")
        return try summed(width: 1) { rows, sums in
            var parts = SumsInTurn<Element>()
            pass.pieces(of: rows) { piece in
                parts.add(
                    piece.elements, piece.rows * piece.columns,
                    place: (piece.row - rows.lowerBound) * columns + piece.column)
            }
            sums[0] = parts.sum
        }[0]
    }

    /// The sum of each row, as a column with rows where they are. Local.
    ///
    /// ```swift
    /// let shares = try a / a.rowSums()
    /// ```
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    public func rowSums() -> Matrix {
        let pass = pass("rowSums")
        var sums = [Element](repeating: .zero, count: pass.rows)
        var parts = SumsInTurn<Element>()
        sums.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            pass.pieces(of: 0..<pass.rows) { piece in
                if piece.columns == columns {
                    return Element.sumEachRow(
                        to: sums + piece.row, rows: piece.rows, columns: columns, piece.elements)
                }
                // A part of a row.
                if piece.column == 0 { parts = SumsInTurn() }
                parts.add(piece.elements, piece.columns, place: piece.column)
                if piece.column + piece.columns == columns { sums[piece.row] = parts.sum }
            }
        }
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
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    public func columnSums() throws(JobError) -> Matrix {
        let pass = pass("columnSums")
        let sums = try summed(width: columns) { rows, sums in
            sums.withUnsafeMutableBufferPointer { sums in
                guard let sums = sums.baseAddress else { return }
                pass.pieces(of: rows) { piece in
                    Element.addRows(to: sums + piece.column, rows: piece.rows, columns: piece.columns, piece.elements)
                }
            }
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
        let isSquare = expression === other.expression
        let work = Double(self.rows) * Double(columns) * Double(other.columns)
        let library = context.products?.multiply(Element.self, work: work)
        var sums = try summed(width: columns * other.columns) { rows, sums in
            if let library, columns > 0, other.columns > 0 {
                return left.withUnsafeBufferPointer { left in
                    right.withUnsafeBufferPointer { right in
                        sums.withUnsafeMutableBufferPointer { sums in
                            guard let a = left.baseAddress, let b = right.baseAddress, let c = sums.baseAddress else {
                                return
                            }
                            library(
                                a + rows.lowerBound * columns, columns, true, b + rows.lowerBound * other.columns, c,
                                columns, rows.count, other.columns)
                        }
                    }
                }
            }
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
