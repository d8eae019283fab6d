/// Eigenvalues and eigenvectors of a symmetric matrix by cyclic rotations (Golub and Van Loan, Matrix Computations, 8.5).
struct JacobiRotations {
    private static let mostSweeps = 60

    private(set) var values: [Double]
    /// A row for each eigenvector.
    private var vectors: [Double]
    private let size: Int
    /// What is nothing beside the whole matrix.
    private let nothing: Double

    /// - Parameter matrix: Row by row; the lower triangle counts.
    init(_ matrix: [Double], size: Int) {
        var a = matrix
        for row in 0..<size {
            for column in 0..<row { a[column * size + row] = a[row * size + column] }
        }
        self.size = size
        nothing = a.reduce(0) { max($0, abs($1)) } * 1e-20
        vectors = [Double](repeating: 0, count: size * size)
        values = []
        for place in 0..<size { vectors[place * size + place] = 1 }
        for _ in 0..<Self.mostSweeps {
            var hasTurned = false
            for p in 0..<size {
                for q in p + 1..<max(p + 1, size) where rotate(&a, p, q) { hasTurned = true }
            }
            if !hasTurned { break }
        }
        values = (0..<size).map { a[$0 * size + $0] }
    }

    /// Makes one element 0, unless it's nothing beside those on the diagonal.
    private mutating func rotate(_ a: inout [Double], _ p: Int, _ q: Int) -> Bool {
        let (apq, app, aqq) = (a[p * size + q], a[p * size + p], a[q * size + q])
        guard abs(apq) > max(nothing, abs(app).squareRoot() * abs(aqq).squareRoot() * 1e-17) else { return false }
        let tau = (aqq - app) / (2 * apq)
        let root = (1 + tau * tau).squareRoot()
        let t = tau >= 0 ? 1 / (tau + root) : 1 / (tau - root)
        let c = 1 / (1 + t * t).squareRoot()
        let s = t * c
        for k in 0..<size {
            let (akp, akq) = (a[k * size + p], a[k * size + q])
            a[k * size + p] = c * akp - s * akq
            a[k * size + q] = s * akp + c * akq
        }
        for k in 0..<size {
            let (apk, aqk) = (a[p * size + k], a[q * size + k])
            a[p * size + k] = c * apk - s * aqk
            a[q * size + k] = s * apk + c * aqk
            let (vp, vq) = (vectors[p * size + k], vectors[q * size + k])
            vectors[p * size + k] = c * vp - s * vq
            vectors[q * size + k] = s * vp + c * vq
        }
        a[p * size + q] = 0
        a[q * size + p] = 0
        return t != 0
    }

    /// Places of eigenvalues, the greatest first.
    var order: [Int] { values.indices.sorted { values[$0] > values[$1] || values[$0] == values[$1] && $0 < $1 } }

    /// An eigenvector with its sign as promised.
    func vector(_ place: Int) -> [Double] {
        let vector = Array(vectors[place * size..<(place + 1) * size])
        var largest = 0
        for place in vector.indices where abs(vector[place]) > abs(vector[largest]) { largest = place }
        return vector.isEmpty || vector[largest] >= 0 ? vector : vector.map { -$0 }
    }
}
