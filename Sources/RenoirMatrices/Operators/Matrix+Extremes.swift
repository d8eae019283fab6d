public import Renoir

/// Smallest and greatest elements. What is no number is both, as in NumPy; of equal ones, the first one's place counts.
extension Matrix {
    /// The smallest element, on all ranks.
    ///
    /// ```swift
    /// let range = try a.max() - a.min()
    /// ```
    ///
    /// Collective, unless it's replicated.
    ///
    /// - Throws: With the code of bad data, if there are no elements.
    public func min() throws(JobError) -> Element { try extreme("min", isMin: true) }

    /// The greatest element, on all ranks. As ``min()``.
    public func max() throws(JobError) -> Element { try extreme("max", isMin: false) }

    /// The smallest element of each row, as a column with rows where they are. Local.
    ///
    /// - Throws: With the code of bad data, if there are rows without elements.
    public func rowMin() throws(JobError) -> Matrix { try rowExtremes("rowMin", isMin: true).values }

    /// The greatest element of each row. As ``rowMin()``.
    public func rowMax() throws(JobError) -> Matrix { try rowExtremes("rowMax", isMin: false).values }

    /// The place of the smallest element of each row, from 0, as a column with rows where they are. Local.
    ///
    /// - Throws: With the code of bad data, if there are rows without elements.
    public func rowArgMin() throws(JobError) -> Matrix<Int64> { try rowExtremes("rowArgMin", isMin: true).places }

    /// The place of the greatest element of each row. As ``rowArgMin()``.
    public func rowArgMax() throws(JobError) -> Matrix<Int64> { try rowExtremes("rowArgMax", isMin: false).places }

    /// The smallest element of each column, as a replicated row.
    ///
    /// Collective, unless it's replicated.
    ///
    /// - Throws: With the code of bad data, if there are columns without elements.
    /// - Complexity: Each rank sends a row of elements and one of places to each other one.
    public func columnMin() throws(JobError) -> Matrix { try columnExtremes("columnMin", isMin: true).values }

    /// The greatest element of each column. As ``columnMin()``.
    public func columnMax() throws(JobError) -> Matrix { try columnExtremes("columnMax", isMin: false).values }

    /// The row of the smallest element of each column, from 0, as a replicated row. As ``columnMin()``.
    public func columnArgMin() throws(JobError) -> Matrix<Int64> {
        try columnExtremes("columnArgMin", isMin: true).places
    }

    /// The row of the greatest element of each column. As ``columnArgMin()``.
    public func columnArgMax() throws(JobError) -> Matrix<Int64> {
        try columnExtremes("columnArgMax", isMin: false).places
    }

    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    private func extreme(_ name: String, isMin: Bool) throws(JobError) -> Element {
        guard rows > 0, columns > 0 else { throw JobError(.data, "\(name): a matrix of \(shape) has no elements") }
        let pass = pass(name)
        var best: [Element] = []
        pass.pieces(of: 0..<pass.rows) { piece in
            let all = UnsafeBufferPointer(start: piece.elements, count: piece.rows * piece.columns)
            best = [Kernels.extreme(all, best.first, isMin: isMin)]
        }
        let mine = best
        let all = placement == .replicated ? mine : try context.wait { $0.allGatherv(mine) }.elements
        return Kernels.columnExtremes(all, first: 0, columns: 1, isMin: isMin).values[0]
    }

    private func rowExtremes(_ name: String, isMin: Bool) throws(JobError) -> (values: Matrix, places: Matrix<Int64>) {
        guard columns > 0 || rows == 0 else {
            throw JobError(.data, "\(name): a matrix of \(shape) has nothing in its rows")
        }
        let (values, places) = Kernels.rowExtremes(
            local, rows: localRows.count, columns: columns, isMin: isMin)
        return (
            Matrix(context, rows: rows, columns: 1, placement, local: values),
            Matrix<Int64>(context, rows: rows, columns: 1, placement, local: places)
        )
    }

    private func columnExtremes(_ name: String, isMin: Bool) throws(JobError) -> (values: Matrix, places: Matrix<Int64>)
    {
        guard rows > 0 || columns == 0 else {
            throw JobError(.data, "\(name): a matrix of \(shape) has nothing in its columns")
        }
        let mine = Kernels.columnExtremes(local, first: localRows.lowerBound, columns: columns, isMin: isMin)
        var (values, places) = mine
        if placement != .replicated {
            // Those of one rank, which may have none, behind those of another one.
            values = try context.wait { $0.allGatherv(mine.values) }.elements
            places = try context.wait { $0.allGatherv(mine.places) }.elements
            let best = Kernels.columnExtremes(values, first: 0, columns: columns, isMin: isMin)
            places = best.places.enumerated().map { places[Int($1) * columns + $0] }
            values = best.values
        }
        return (
            Matrix(context, rows: 1, columns: columns, .replicated, local: values),
            Matrix<Int64>(context, rows: 1, columns: columns, .replicated, local: places)
        )
    }
}
