public import Renoir

extension Matrix where Element == Double {
    /// Eigenvectors of a symmetric matrix with the greatest eigenvalues, the greatest first, replicated.
    ///
    /// ```swift
    /// let (values, vectors) = try covariances.eigenvectors(3)
    /// ```
    ///
    /// Collective, unless it's replicated: every rank gets the matrix and does all, by Jacobi's rotations, which is exact and meant for
    /// some hundred columns at most. Reads the lower triangle.
    ///
    /// - Parameter count: How many; all if there are no more.
    /// - Returns: Eigenvalues as a column, and a row of length 1 for each, whose largest element by magnitude is positive: the first one
    ///   of several.
    /// - Throws: With the code of bad data, on all ranks alike, if the matrix isn't square or has elements that aren't finite.
    /// - Complexity: O(*n*³) for each of some ten sweeps, on each rank.
    public func eigenvectors(_ count: Int) throws(JobError) -> (values: Matrix, vectors: Matrix) {
        guard rows == columns else { throw JobError(.data, "eigenvectors: a matrix of \(shape) isn't square") }
        let matrix = try placed(.replicated)
        guard matrix.local.allSatisfy(\.isFinite) else {
            throw JobError(.data, "eigenvectors: the matrix has elements that aren't finite")
        }
        let solution = JacobiRotations(matrix.local, size: rows)
        let best = Array(solution.order.prefix(Swift.max(0, count)))
        let values = best.map { solution.values[$0] }
        let vectors = best.flatMap { solution.vector($0) }
        return (
            Matrix(context, rows: best.count, columns: 1, .replicated, local: values),
            Matrix(context, rows: best.count, columns: columns, .replicated, local: vectors)
        )
    }
}
