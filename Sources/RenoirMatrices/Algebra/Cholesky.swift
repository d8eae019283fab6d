/// The lower triangle of a symmetric matrix's factors.
struct Cholesky {
    /// What is left of a column of length 1 when others are taken out of it, and counts as nothing.
    private static let least = 1e-14

    let elements: [Double]
    private let size: Int

    /// - Parameter matrix: Row by row; the lower triangle counts.
    /// - Returns: nil if it isn't positive definite, as far as digits tell.
    init?(_ matrix: [Double], size: Int) {
        var factor = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for place in 0..<column { sum -= factor[row * size + place] * factor[column * size + place] }
                if row > column {
                    factor[row * size + column] = sum / factor[column * size + column]
                } else {
                    guard sum > Self.least * abs(matrix[row * size + row]) else { return nil }
                    factor[row * size + row] = sum.squareRoot()
                }
            }
        }
        elements = factor
        self.size = size
    }

    func solve(_ right: [Double]) -> [Double] {
        var solution = right
        for row in 0..<size {
            for column in 0..<row { solution[row] -= elements[row * size + column] * solution[column] }
            solution[row] /= elements[row * size + row]
        }
        for row in (0..<size).reversed() {
            for column in row + 1..<max(row + 1, size) {
                solution[row] -= elements[column * size + row] * solution[column]
            }
            solution[row] /= elements[row * size + row]
        }
        return solution
    }
}
