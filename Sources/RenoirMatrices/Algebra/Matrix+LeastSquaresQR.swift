public import Renoir

extension Matrix where Element == Double {
    /// A column counts as made of the others when so little of it is left.
    private static var leastRest: Double { 1e-13 }

    /// The coefficients of the columns whose sum is nearest to `targets`: least squares by orthogonal reflections of blocks of rows
    /// (TSQR), replicated.
    ///
    /// ```swift
    /// let coefficients = try design.leastSquaresByQR(y)
    /// ```
    ///
    /// Collective. Keeps digits that normal equations lose, for columns that nearly depend on each other, and takes about twice the time of
    /// ``leastSquares(_:)``. The same at any number of ranks.
    ///
    /// - Parameter targets: A column for each problem, with as many rows.
    /// - Throws: With the code of bad data, on all ranks alike, if shapes don't fit, there are fewer rows than columns, or the columns
    ///   depend on each other.
    /// - Complexity: For *m* × *n* with *t* targets, 2 *m* (*n* + *t*)² products shared by the ranks; each rank sends up to 20 triangles of
    ///   (*n* + *t*)² numbers.
    public func leastSquaresByQR(_ targets: Matrix) throws(JobError) -> Matrix {
        guard rows == targets.rows else {
            throw JobError(.data, "leastSquaresByQR: \(rows) rows and \(targets.rows) targets don't fit")
        }
        guard rows >= columns else {
            throw JobError(.data, "leastSquaresByQR: \(rows) rows are too few for \(columns) coefficients")
        }
        let all = try cbind(targets)
        let (elements, width) = (all.local, all.columns)
        let triangle = try all.reduced(
            width: width * width,
            { triangle, other in
                var both = triangle + other
                Householder.reduce(&both, rows: 2 * width, columns: width, into: &triangle)
            },
            { rows, triangle in
                var block = Array(elements[rows.lowerBound * width..<rows.upperBound * width])
                Householder.reduce(&block, rows: rows.count, columns: width, into: &triangle)
            })
        guard triangle.allSatisfy(\.isFinite) else { throw Self.notFinite }
        var solution = [Double](repeating: 0, count: columns * targets.columns)
        for row in (0..<columns).reversed() {
            let length = (0...row).reduce(0.0) { $0 + triangle[$1 * width + row] * triangle[$1 * width + row] }
                .squareRoot()
            guard Swift.abs(triangle[row * width + row]) > Self.leastRest * length else {
                throw JobError(
                    .data, "leastSquaresByQR: the columns depend on each other, so that many coefficients fit")
            }
            for target in 0..<targets.columns {
                var sum = triangle[row * width + columns + target]
                for column in row + 1..<Swift.max(row + 1, columns) {
                    sum -= triangle[row * width + column] * solution[column * targets.columns + target]
                }
                solution[row * targets.columns + target] = sum / triangle[row * width + row]
            }
        }
        return Matrix(context, rows: columns, columns: targets.columns, .replicated, local: solution)
    }
}
