import Renoir
import RenoirMatrices
import Testing

@Suite(.timeLimit(.minutes(5))) struct MatrixAlgebraTests {
    private func distance(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test(arguments: rankCounts) func cholesky_anyRanks_multipliesToTheMatrix(ranks: Int) throws {
        let results = try onRanks(ranks) { context in
            let a: Matrix<Double> = context.random(rows: 40, columns: 6, seed: 1)
            let square = try a.transposedTimes(a)
            let factor = try square.placed(.rows).cholesky()
            return [try square.elements(), try factor.times(factor.transposed()).elements()]
        }
        #expect(results.allSatisfy { distance($0[0], $0[1]) < 1e-12 })
    }

    @Test(arguments: rankCounts) func leastSquares_exactTargets_givesTheCoefficients(ranks: Int) throws {
        let expected = [3.0, -2, 0.5, 1000]
        let found = try onRanks(ranks) { context in
            let x: Matrix<Double> = context.random(rows: 50, columns: 4, seed: 1)
            return try x.leastSquares(x.times(context.matrix(rows: 4, columns: 1, expected))).elements()
        }
        #expect(found.allSatisfy { distance($0, expected) < 1e-11 }, "\(found)")
    }

    /// What is left is orthogonal to all columns.
    @Test func leastSquares_otherTargets_leavesNothingAlongTheColumns() throws {
        let rest = try onRanks(3) { context in
            let x: Matrix<Double> = context.random(rows: 500, columns: 5, seed: 1)
            let y: Matrix<Double> = context.random(rows: 500, columns: 2, seed: 2)
            return try x.transposedTimes(y - x.times(x.leastSquares(y))).elements()
        }
        #expect(rest.allSatisfy { $0.allSatisfy { abs($0) < 1e-11 } }, "\(rest[0])")
    }

    @Test func leastSquares_columnsThatDepend_isAnError() throws {
        let found = try outcomes(2) { context in
            let x: Matrix<Double> = context.random(rows: 50, columns: 2, seed: 1)
            return try x.cbind(x.rowSums()).leastSquares(x.rowSums()).elements()
        }
        for outcome in found {
            let error = #expect(throws: JobError.self) { try outcome.get() }
            #expect(error?.message.contains("depend on each other") == true)
        }
    }

    @Test(arguments: [1, 4]) func eigenvectors_knownMatrix_areThese(ranks: Int) throws {
        let found = try onRanks(ranks) { context in
            // Eigenvalues 5, 3 and 1.
            let a = try context.matrix([[4.0, 1, 0], [1, 4, 0], [0, 0, 1]], .rows)
            let (values, vectors) = try a.eigenvectors(2)
            return try values.elements() + vectors.elements()
        }
        let half = 0.5.squareRoot()
        for result in found {
            #expect(distance(result.prefix(5).map { $0 }, [5, 3, half, half, 0]) < 1e-14)
            // Either of two equal ones may be the positive one.
            #expect(distance(result.dropFirst(5).map { abs($0) }, [half, half, 0]) < 1e-14)
        }
    }

    @Test(arguments: [1, 3, 7]) func eigenvectors_randomMatrix_areScaledByIt(ranks: Int) throws {
        let found = try onRanks(ranks) { context in
            let a: Matrix<Double> = context.random(rows: 60, columns: 12, seed: 9)
            let square = try a.transposedTimes(a)
            let (values, vectors) = try square.eigenvectors(12)
            let scaled = try vectors * values
            return [try vectors.times(square).elements(), try scaled.elements(), try values.elements()]
        }
        for result in found {
            #expect(distance(result[0], result[1]) < 1e-11)
            #expect(result[2] == result[2].sorted(by: >) && result[2] == found[0][2])
        }
    }

    @Test(arguments: rankCounts) func sparse_timesDense_agreesWithTheDenseProduct(ranks: Int) throws {
        let found = try onRanks(ranks) { context in
            let entries: [SparseMatrix<Double>.Entry] = (0..<60).map { .init($0 * 7 % 9, $0 * $0 % 5, Double($0 - 20)) }
            let dense = context.matrix(rows: 9, columns: 5, .replicated) { row, column in
                entries.reduce(0.0) { $1.row == row && $1.column == column ? $0 + $1.value : $0 }
            }
            let factor: Matrix<Double> = context.matrix(rows: 5, columns: 3) { Double($0 - 2 * $1) }
            return [
                try context.sparse(rows: 9, columns: 5, entries).times(factor).elements(),
                try dense.times(factor).elements(),
            ]
        }
        #expect(found.allSatisfy { $0[0] == $0[1] })
    }
}
