public import Renoir

extension Matrix where Element == Double {
    /// The lower triangle *L* of a symmetric positive definite matrix *L Lᵀ*, replicated.
    ///
    /// ```swift
    /// let factor = try covariances.cholesky()
    /// ```
    ///
    /// Collective, unless it's replicated: every rank gets the matrix and does all. Reads the lower triangle.
    ///
    /// - Throws: With the code of bad data, on all ranks alike, if the matrix isn't square or not positive definite.
    /// - Complexity: O(*n*³) on each rank.
    public func cholesky() throws(JobError) -> Matrix {
        guard rows == columns else { throw JobError(.data, "cholesky: a matrix of \(shape) isn't square") }
        let matrix = try placed(.replicated)
        guard let factor = Cholesky(matrix.local, size: rows) else {
            throw JobError(.data, "cholesky: the matrix isn't positive definite")
        }
        return Matrix(context, rows: rows, columns: rows, .replicated, local: factor.elements)
    }

    /// The coefficients of the columns whose sum is nearest to `targets`: least squares by normal equations, replicated.
    ///
    /// ```swift
    /// let coefficients = try matrices.fill(1.0, rows: x.rows, columns: 1).cbind(x).leastSquares(y)
    /// ```
    ///
    /// Collective. Columns are scaled, and the solution is improved by what it leaves, which makes up for most of what
    /// normal equations lose. Sums don't depend on the number of ranks.
    ///
    /// - Parameter targets: A column for each problem, with as many rows.
    /// - Throws: With the code of bad data, on all ranks alike, if shapes don't fit, there are fewer rows than columns, or the columns
    ///   depend on each other.
    /// - Complexity: For *m* × *n*, *m n*² products shared by the ranks and *n*³ on each; each rank sends up to 20 *n*² numbers.
    public func leastSquares(_ targets: Matrix) throws(JobError) -> Matrix {
        guard rows == targets.rows else {
            throw JobError(.data, "leastSquares: \(rows) rows and \(targets.rows) targets don't fit")
        }
        guard rows >= columns else {
            throw JobError(.data, "leastSquares: \(rows) rows are too few for \(columns) coefficients")
        }
        let squares = try transposedTimes(self)
        guard squares.local.allSatisfy(\.isFinite) else { throw Self.notFinite }
        let size = columns
        // Columns of length 1 make the best of the digits.
        let scales = (0..<size).map { place in
            let square = squares.local[place * size + place]
            return square > 0 ? 1 / square.squareRoot() : 1
        }
        let scaled = (0..<size * size).map { squares.local[$0] * scales[$0 / size] * scales[$0 % size] }
        guard let factor = Cholesky(scaled, size: size) else {
            throw JobError(.data, "leastSquares: the columns depend on each other, so that many coefficients fit")
        }
        var solution = [Double](repeating: 0, count: size * targets.columns)
        var rest = targets
        for _ in 0..<3 {
            let sums = try transposedTimes(rest)
            guard sums.local.allSatisfy(\.isFinite) else { throw Self.notFinite }
            for target in 0..<targets.columns {
                let right = (0..<size).map { sums.local[$0 * targets.columns + target] * scales[$0] }
                for (place, step) in factor.solve(right).enumerated() {
                    solution[place * targets.columns + target] += step * scales[place]
                }
            }
            rest =
                try targets - times(Matrix(context, rows: size, columns: targets.columns, .replicated, local: solution))
        }
        return Matrix(context, rows: size, columns: targets.columns, .replicated, local: solution)
    }

    static var notFinite: JobError { JobError(.data, "leastSquares: there are elements that aren't finite") }
}
