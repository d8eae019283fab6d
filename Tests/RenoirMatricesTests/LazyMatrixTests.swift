import Renoir
import RenoirBLAS
import RenoirMatrices
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Formulas over several operations, which are calculated in one pass, against plain Swift.
@Suite(.timeLimit(.minutes(5))) struct LazyMatrixTests {
    private static func numbers(_ rows: Int, _ columns: Int, _ seed: Double) -> PlainMatrix<Double> {
        PlainMatrix(rows: rows, columns: columns) { row, column in
            seed * Double(row * 7 % 11) - Double(column * 5 % 7) * 1.25
        }
    }

    @Test(arguments: [1, 3], [(0, 3), (1, 1), (5, 1), (40, 13), (3, 1100), (700, 2)])
    func formula_anyShape_isThatOfEachElement(ranks: Int, shape: (Int, Int)) throws {
        let (rows, columns) = shape
        let (a, b) = (Self.numbers(rows, columns, 0.5), Self.numbers(rows, columns, 2))
        let (row, column) = (Self.numbers(1, columns, 1), Self.numbers(rows, 1, 3))
        let expected = PlainMatrix<Double>(rows: rows, columns: columns) { i, j in
            let root = (Swift.abs(a[i, j] * 2 + b[i, j]) + Swift.abs(row[0, j])).squareRoot()
            let x = (root - column[i, 0]) * b[i, j]
            return x < 0 ? -1 : x
        }
        let found = try onRanks(ranks) { context in
            let (x, y) = (try a.matrix(context, .rows), try b.matrix(context, .replicated))
            let (r, c) = (try row.matrix(context, .root), try column.matrix(context, .rows))
            let formula = try (sqrt(abs(x * 2 + y) + abs(r)) - c) * y
            let chosen = try (formula .< 0).where(-1, else: formula)
            let sums = try (chosen.columnSums().elements(), chosen.rowSums().elements(), chosen.sum())
            let isExplained = rows * columns == 0 || chosen.explain().contains("in memory")
            return (try PlainMatrix(chosen), sums.0, sums.1, sums.2, isExplained)
        }
        for (all, columnSums, rowSums, sum, isExplained) in found {
            #expect(all == expected)
            #expect(isExplained, "what several use is kept")
            let plain = expected.elements.reduce(0, +)
            #expect(Swift.abs(sum - plain) <= 1e-9 * Swift.max(1, Swift.abs(plain)))
            #expect(Swift.abs(columnSums.reduce(0, +) - plain) <= 1e-9 * Swift.max(1, Swift.abs(plain)))
            #expect(Swift.abs(rowSums.reduce(0, +) - plain) <= 1e-9 * Swift.max(1, Swift.abs(plain)))
        }
    }

    @Test func functions_anyNumbers_areThoseOfTheLibrary() throws {
        let numbers: [Double] = [-2.5, -1, -0.5, 0, 0.5, 1, 1.5, 2.5, .infinity, -.infinity, .nan]
        let found = try onRanks(2) { context in
            let a = try context.matrix(rows: numbers.count, columns: 1, numbers, .rows)
            let functions = [
                abs(a), sign(a), round(a), floor(a), ceil(a), isNaN(a), sqrt(a), exp(a), log(a), sin(a), cos(a), tan(a),
                asin(a), acos(a), atan(a), sinh(a), cosh(a), tanh(a), a.power(2), a.modulo(2), a.modulo(-2), -a,
                a.lesser(0.5), a.greater(0.5), a.logarithm(base: 2),
            ]
            return try functions.map { try $0.elements() }
        }
        func remainder(_ x: Double, _ y: Double) -> Double {
            let rest = fmod(x, y)
            return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
        }
        let plain: [(Double) -> Double] = [
            { Swift.abs($0) }, { $0.isNaN ? $0 : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, { $0.rounded(.toNearestOrEven) },
            { $0.rounded(.down) }, { $0.rounded(.up) }, { $0.isNaN ? 1 : 0 }, { $0.squareRoot() }, { exp($0) },
            { log($0) }, { sin($0) }, { cos($0) }, { tan($0) }, { asin($0) }, { acos($0) }, { atan($0) }, { sinh($0) },
            { cosh($0) }, { tanh($0) }, { pow($0, 2) }, { remainder($0, 2) }, { remainder($0, -2) }, { -$0 },
            { $0.isNaN ? $0 : Swift.min($0, 0.5) }, { $0.isNaN ? $0 : Swift.max($0, 0.5) }, { log($0) / log(2) },
        ]
        for (function, plain) in zip(found[0], plain) {
            for (x, y) in zip(function, numbers) {
                let expected = plain(y)
                #expect(x == expected || x.isNaN && expected.isNaN, "\(x) instead of \(expected)")
            }
        }
    }

    @Test func integers_anyOperation_wrapAround() throws {
        let found = try onRanks(2) { context in
            let a: Matrix<Int64> = try context.matrix([[.min, -7, -1, 0, 1, 7, .max]])
            return try [
                abs(a), a.power(3), a.modulo(0), a.modulo(3), a.modulo(-3), a / 0, a / -1, a.power(-1), sign(a),
                (a .> 0) .& (a .< 7), (a .> 0) .| (a .< -7),
            ].map { try $0.elements() }
        }
        #expect(found[0][0] == [.min, 7, 1, 0, 1, 7, .max])
        #expect(found[0][1] == [0, -343, -1, 0, 1, 343, .max])
        #expect(found[0][2] == [0, 0, 0, 0, 0, 0, 0])
        #expect(found[0][3] == [1, 2, 2, 0, 1, 1, 1])
        #expect(found[0][4] == [-2, -1, -1, 0, -2, -2, -2])
        #expect(found[0][5] == [0, 0, 0, 0, 0, 0, 0])
        #expect(found[0][6] == [.min, 7, 1, 0, -1, -7, -.max])
        #expect(found[0][7] == [0, 0, -1, 0, 1, 0, 0])
        #expect(found[0][8] == [-1, -1, -1, 0, 1, 1, 1])
        #expect(found[0][9] == [0, 0, 0, 0, 1, 0, 0])
        #expect(found[0][10] == [1, 0, 0, 0, 1, 1, 1])
    }

    /// A chain without end neither becomes deep nor is it calculated again and again.
    @Test func chain_ofManyOperations_isCutIntoPasses() throws {
        let found = try onRanks(2) { context in
            var x = context.fill(1.0, rows: 10, columns: 3)
            for _ in 0..<2000 { x = x * 0.5 + 1 }
            var y = context.fill(1.0, rows: 10, columns: 3)
            for _ in 0..<60 { y = try (y + y) * 0.5 }
            return try (x.sum(), y.sum())
        }
        #expect(found[0] == (60, 30))
    }

    @Test func explain_formula_namesPassesAndMoves() throws {
        let texts = try onRanks(2) { context in
            context.isExplaining = true
            let a = context.fill(1.0, rows: 4, columns: 2)
            let b = try (a * 2 + context.fill(3.0, rows: 1, columns: 2, .root)) / a
            let text = b.explain()
            _ = try b.sum()
            _ = try a.transposed()
            return (text, context.explain())
        }
        let formula = "4 × 2 of f64, rows over 2 ranks: one pass of 3 operations, ((a * 2.0) + row b) / a"
        #expect(texts[0].0 == formula)
        #expect(
            texts[0].1 == """
                products by plain loop
                1 × 2 from root to replicated: 16 bytes
                sum of \(formula)
                sums of 4 rows, 1 each, from all to all: 16 bytes
                transposed of 4 × 2: 32 bytes
                """)
    }

    @Test func products_byOpenBLAS_areAsGood() throws {
        for ranks in [1, 3] {
            let differences = try onRanks(ranks) { context in
                let a: Matrix<Double> = context.random(rows: 210, columns: 120, seed: 1)
                let b: Matrix<Double> = context.random(rows: 120, columns: 130, seed: 2)
                let c: Matrix<Float> = context.random(rows: 210, columns: 120, seed: 3)
                let plain = (try a.times(b), try a.transposedTimes(a), try c.transposedTimes(c))
                context.use(.openBLAS)
                #expect(context.productsName.hasPrefix("OpenBLAS"))
                return try [
                    abs(a.times(b) - plain.0).max(), abs(a.transposedTimes(a) - plain.1).max(),
                    Double(abs(c.transposedTimes(c) - plain.2).max()) * 1e-8,
                ]
            }
            for difference in differences.joined() { #expect(difference < 1e-11) }
        }
    }
}
