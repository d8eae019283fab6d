public import Renoir

extension Matrix where Element == Double {
    /// Eigenvectors of a large symmetric matrix with the greatest eigenvalues, the greatest first, replicated: by Lanczos' iteration with full
    /// reorthogonalisation (Golub and Van Loan, Matrix Computations, 10.1 and 10.3).
    ///
    /// ```swift
    /// let (values, vectors) = try kernel.topEigenvectors(5)
    /// ```
    ///
    /// Collective. The matrix stays where it is; each step is a product with a column. An eigenvalue that the matrix has several times may be
    /// found once only. The same at any number of ranks.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - tolerance: What may be left of a vector's image beside its eigenvalue's multiple, relative to the greatest eigenvalue by magnitude.
    ///   - mostSteps: Products after which it's given up.
    /// - Returns: Eigenvalues as a column, and a row of length 1 for each, whose largest element by magnitude is positive.
    /// - Throws: With the code of bad data, on all ranks alike, if the matrix isn't square, has elements that aren't finite, or there are too
    ///   few steps.
    /// - Complexity: *n*² products for each step, shared by the ranks, and *n* numbers from all to all; *n* times the number of steps in
    ///   memory, on each rank.
    public func topEigenvectors(
        _ count: Int, tolerance: Double = 1e-10, mostSteps: Int = 500
    ) throws(JobError) -> (values: Matrix, vectors: Matrix) {
        guard rows == columns else { throw JobError(.data, "topEigenvectors: a matrix of \(shape) isn't square") }
        let wanted = Swift.min(Swift.max(0, count), rows)
        var basis: [[Double]] = []
        var (diagonal, beside): ([Double], [Double]) = ([], [])
        var seed: UInt64 = 0
        // Looking costs the more the larger the basis is.
        var due = 10
        while wanted > 0 {
            guard let next = try nextVector(basis, &seed) else { break }
            var vector = next
            // Ends where a subspace is whole: another one begins.
            while basis.count < Swift.min(rows, mostSteps) {
                basis.append(vector)
                let column = Matrix(context, rows: rows, columns: 1, .replicated, local: vector)
                var image = try times(column).elements()
                let product = Self.dot(image, vector)
                guard product.isFinite else {
                    throw JobError(.data, "topEigenvectors: the matrix has elements that aren't finite")
                }
                diagonal.append(product)
                let length = Self.orthogonalise(&image, basis)
                let scale = diagonal.reduce(0) { Swift.max($0, Swift.abs($1)) }
                if length <= 1e-14 * scale || basis.count == rows {
                    beside.append(0)
                    break
                }
                beside.append(length)
                vector = image.map { $0 / length }
                if basis.count < Swift.max(wanted, due) { continue }
                if let found = ritz(basis, diagonal, beside, wanted, tolerance) { return found }
                due = basis.count + basis.count / 3
            }
            if basis.count >= rows || basis.count >= mostSteps { break }
        }
        guard let found = ritz(basis, diagonal, beside, wanted, tolerance) else {
            throw JobError(.data, "topEigenvectors: \(mostSteps) steps aren't enough")
        }
        return found
    }

    private static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var parts = SumsInTurn<Double>()
        let products = zip(left, right).map { $0 * $1 }
        products.withUnsafeBufferPointer { if let start = $0.baseAddress { parts.add(start, $0.count, place: 0) } }
        return parts.sum
    }

    /// Takes what is in a basis out of a vector, twice; returns the length of the rest.
    private static func orthogonalise(_ vector: inout [Double], _ basis: [[Double]]) -> Double {
        for _ in 0..<2 {
            for other in basis {
                let share = dot(vector, other)
                for place in vector.indices { vector[place] -= share * other[place] }
            }
        }
        return dot(vector, vector).squareRoot()
    }

    /// A vector of length 1 that isn't in a basis; nil if the basis has all.
    private func nextVector(_ basis: [[Double]], _ seed: inout UInt64) throws(JobError) -> [Double]? {
        for _ in 0..<3 where basis.count < rows {
            seed += 1
            let random: Matrix = context.random(rows: rows, columns: 1, seed: seed, .replicated)
            var vector = random.local.map { $0 - 0.5 }
            let length = Self.orthogonalise(&vector, basis)
            if length > 1e-8 { return vector.map { $0 / length } }
        }
        return nil
    }

    /// The best vectors of a basis, if they are good enough.
    private func ritz(
        _ basis: [[Double]], _ diagonal: [Double], _ beside: [Double], _ count: Int, _ tolerance: Double
    ) -> (values: Matrix, vectors: Matrix)? {
        let size = basis.count
        var small = [Double](repeating: 0, count: size * size)
        for place in 0..<size {
            small[place * size + place] = diagonal[place]
            if place > 0 { small[place * size + place - 1] = beside[place - 1] }
        }
        let solution = JacobiRotations(small, size: size)
        let best = Array(solution.order.prefix(count))
        let scale = solution.values.reduce(0) { Swift.max($0, Swift.abs($1)) }
        let last = beside.last ?? 0
        var vectors: [Double] = []
        for place in best {
            let shares = solution.vector(place)
            guard last * Swift.abs(shares.last ?? 0) <= tolerance * scale else { return nil }
            var vector = [Double](repeating: 0, count: rows)
            for (share, other) in zip(shares, basis) {
                for place in vector.indices { vector[place] += share * other[place] }
            }
            let largest = vector.max { Swift.abs($0) < Swift.abs($1) } ?? 0
            vectors += largest < 0 ? vector.map { -$0 } : vector
        }
        let values = best.map { solution.values[$0] }
        return (
            Matrix(context, rows: best.count, columns: 1, .replicated, local: values),
            Matrix(context, rows: best.count, columns: rows, .replicated, local: vectors)
        )
    }
}
