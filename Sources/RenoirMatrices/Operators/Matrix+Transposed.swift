public import Renoir

extension Matrix {
    /// Rows as columns.
    ///
    /// ```swift
    /// let columns = try a.transposed()
    /// ```
    ///
    /// Collective, if rows are over ranks; they are afterwards, too.
    ///
    /// - Complexity: Each rank sends all it has, each element once.
    public func transposed() throws(JobError) -> Matrix {
        let mine = localRows.count
        guard placement == .rows, context.size > 1 else {
            let elements = Kernels.transposed(local, rows: mine, columns: columns, 0..<columns)
            return Matrix(context, rows: columns, columns: rows, placement, local: elements)
        }
        let shares = (0..<context.size).map { context.rows(of: $0, columns, .rows) }
        let given = shares.flatMap { Kernels.transposed(local, rows: mine, columns: columns, $0) }
        let parts = try context.wait { $0.allToAllv(given, counts: shares.map { $0.count * mine }) }
        context.noteMove("transposed of \(shape)", sent: given.count, got: parts.elements.count, of: Element.self)
        let height = shares[context.rank].count
        // What comes from a rank are its rows as columns: they stand side by side.
        let pieces = (0..<context.size).map { (elements: parts[$0], width: context.rows(of: $0, rows, .rows).count) }
        let elements = Kernels.sideBySide(pieces, rows: height)
        return Matrix(context, rows: columns, columns: rows, .rows, local: elements)
    }
}
