import Renoir
import RenoirMatrices
import TestSupport
import Testing

/// Order, labels, least squares by reflections, eigenvectors by iteration, and rows as records.
@Suite(.timeLimit(.minutes(5))) struct MatrixStatisticsTests {
    private static func code(_ ranks: Int, _ program: @escaping @Sendable (MatrixContext) throws -> Void) throws -> Set<
        String
    > {
        Set(
            try outcomes(ranks, program).map { outcome in
                if case .failure(let error as JobError) = outcome { return error.message }
                return "none"
            })
    }

    @Test(arguments: [1, 3, 7]) func sortedColumns_anyNumbers_areInOrder(ranks: Int) throws {
        let found = try onRanks(ranks) { context in
            let a = try context.matrix([[3.0, .nan], [-1, 2], [.infinity, -.infinity], [0, 1]], .rows)
            return try (
                a.sortedColumns().elements(), a.columnQuantiles([0, 0.5, 1]).elements(), a.sortedRows().elements()
            )
        }
        for (sorted, quantiles, rows) in found {
            #expect("\(sorted)" == "[-1.0, -inf, 0.0, 1.0, 3.0, 2.0, inf, nan]")
            #expect("\(quantiles)" == "[-1.0, nan, 1.5, nan, inf, nan]")
            #expect("\(rows)" == "[3.0, nan, -1.0, 2.0, -inf, inf, 0.0, 1.0]")
        }
        #expect(
            try Self.code(ranks) { _ = try $0.fill(1.0, rows: 0, columns: 2).columnQuantiles([0.5]) }
                == ["columnQuantiles: a matrix of 0 × 2 has nothing in its columns"])
        #expect(
            try Self.code(ranks) { _ = try $0.fill(1.0, rows: 1, columns: 2).columnQuantiles([.nan]) }
                == ["columnQuantiles: a share isn't from 0 to 1"])
    }

    @Test(arguments: [1, 2, 5], [Placement.rows, .replicated, .root])
    func labels_anyPlacement_makeColumnsAndSums(ranks: Int, placement: Placement) throws {
        let found = try onRanks(ranks) { context in
            let labels: Matrix<Int64> = try context.matrix(rows: 5, columns: 1, [2, 0, 2, 2, 0], .rows)
            let a = try context.matrix(rows: 5, columns: 2, (1...10).map { Double($0) }, placement)
            return try (
                labels.placed(placement).oneHot(classes: 3).elements(), a.sums(byLabel: labels, classes: 4).elements()
            )
        }
        for (columns, sums) in found {
            #expect(columns == [0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0])
            #expect(sums == [12, 14, 0, 0, 13, 16, 0, 0])
        }
        #expect(
            try Self.code(ranks) { context in
                _ = try context.matrix(rows: 3, columns: 1, [0.0, 2.5, 7], placement).oneHot(classes: 3)
            } == ["oneHot: label 2.5 in row 1 isn't one of 0 to 2"])
    }

    /// Columns that differ by 1e-9 only, whose squares would be the same.
    @Test func leastSquaresByQR_nearlyDependentColumns_keepsDigits() throws {
        let solutions = try rankCounts.map { ranks in
            try onRanks(ranks) { context in
                let x = context.matrix(rows: 300, columns: 3) { row, column -> Double in
                    let t = Double(row) / 300
                    return column == 0 ? 1 : column == 1 ? t : t + 1e-9 * Double(row % 7)
                }
                let y = try x.times(context.matrix([[1.0, 4], [2, 5], [3, 6]]))
                return try x.leastSquaresByQR(y).elements()
            }[0]
        }
        for (found, expected) in zip(solutions[0], [1, 4, 2, 5, 3, 6]) { #expect(abs(found - Double(expected)) < 1e-5) }
        #expect(solutions.allSatisfy { $0 == solutions[0] }, "it depends on the number of ranks")
        #expect(
            try Self.code(3) { context in
                let x = try context.matrix([[1.0, 2], [2, 4], [3, 6]], .rows)
                _ = try x.leastSquaresByQR(x)
            } == ["leastSquaresByQR: the columns depend on each other, so that many coefficients fit"])
    }

    @Test func topEigenvectors_anyMatrix_areThoseOfRotations() throws {
        let found = try rankCounts.map { ranks in
            try onRanks(ranks) { context in
                let a: Matrix<Double> = context.random(rows: 40, columns: 40, seed: 3)
                let symmetric = try a + a.transposed()
                let all = try symmetric.eigenvectors(3)
                let top = try symmetric.topEigenvectors(3)
                let difference = try (
                    abs(all.values - top.values).max(), abs(all.vectors - top.vectors).max()
                )
                return (difference.0, difference.1, top.vectors.local)
            }[0]
        }
        #expect(found[0].0 < 1e-9 && found[0].1 < 1e-6, "\(found[0].0), \(found[0].1)")
        #expect(found.allSatisfy { $0.2 == found[0].2 }, "it depends on the number of ranks")
        let small = try onRanks(2) { context in
            try context.matrix([[2.0, 0], [0, 2]], .rows).topEigenvectors(2).values.elements()
        }
        #expect(small[0] == [2, 2])
        #expect(
            try Self.code(2) { _ = try $0.fill(Double.nan, rows: 2, columns: 2).topEigenvectors(1) }
                == ["topEigenvectors: the matrix has elements that aren't finite"])
    }

    @Test(arguments: [1, 3], placements) func rows_asRecords_comeBack(ranks: Int, placement: Placement) throws {
        let same = try SimulatedClusterOfMatrices.run(ranks) { config in
            let matrices = MatrixContext(config)
            let a: Matrix<Double> = matrices.random(rows: 50, columns: 3, seed: 1, placement)
            let streams = StreamContext(config)
            let kept = streams.stream(ofRows: a).shuffle().map { row in
                MatrixRow(49 - row.number, row.elements.map { $0 * 2 })
            }.collectRows()
            _ = try streams.execute()
            let back = try matrices.matrix(of: kept, rows: 50, columns: 3)
            let all = try a.elements()
            let expected = (0..<150).map { place -> Double in
                let row = 49 - place / 3
                return all[row * 3 + place % 3] * 2
            }
            return try back.elements() == expected
        }
        #expect(same.allSatisfy { $0 })
    }
}
