internal import Renoir

extension MatrixContext {
    /// Gives rows of which each rank has a range, in rank order, to the ranks that have them in a matrix over ranks.
    ///
    /// Collective.
    ///
    /// - Parameters:
    ///   - local: This rank's rows.
    ///   - first: The number that the first one of them has in the new matrix.
    ///   - total: How many rows the new matrix has; those that nobody gives come from elsewhere.
    /// - Returns: What is given of the rows that this rank has in the new matrix.
    func moved<Element: MatrixElement>(
        _ local: [Element], first: Int, total: Int, columns: Int
    ) throws(JobError) -> [Element] {
        let mine = first..<first + (columns == 0 ? 0 : local.count / columns)
        let counts = (0..<size).map { rows(of: $0, total, .rows).clamped(to: mine).count * columns }
        let moved = try wait { $0.allToAllv(local, counts: counts) }.elements
        noteMove(
            "rows to where they belong of \(total) × \(columns)", sent: local.count, got: moved.count, of: Element.self)
        return moved
    }
}
