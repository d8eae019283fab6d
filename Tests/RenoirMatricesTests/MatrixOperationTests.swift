import Renoir
import RenoirMatrices
import TestSupport
import Testing
import Transport

/// Operations on random matrices of whole numbers, whose results are exact, against plain Swift.
@Suite(.timeLimit(.minutes(10))) struct MatrixOperationTests {
    /// Shapes with nothing, one row, one column, fewer rows than ranks.
    private struct Dice {
        private var generator: SeededGenerator

        init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

        mutating func size() -> Int { [0, 1, 1, 2, 3, 5, 8, 13].randomElement(using: &generator)! }
        mutating func placement() -> Placement { placements.randomElement(using: &generator)! }
        mutating func matrix<Element: MatrixElement>(_ rows: Int, _ columns: Int) -> PlainMatrix<Element> {
            PlainMatrix(rows: rows, columns: columns) { _, _ in
                let count = Element(count: Int.random(in: 0...5, using: &generator))
                return Bool.random(using: &generator) ? count : Element.difference(0, count)
            }
        }
        mutating func range(_ count: Int) -> Range<Int> {
            let ends = [Int.random(in: 0...count, using: &generator), Int.random(in: 0...count, using: &generator)]
            return ends.min()!..<ends.max()!
        }
        mutating func isOne() -> Bool { Int.random(in: 0..<3, using: &generator) == 0 }
    }

    /// Names what differs; nil if nothing does.
    private static func difference<Element: MatrixElement>(
        _ name: String, _ found: Matrix<Element>, _ expected: PlainMatrix<Element>
    ) throws -> String? {
        let plain = try PlainMatrix(found)
        return plain == expected ? nil : "\(name): \(plain) instead of \(expected)"
    }

    private static func anyOperations<Element: MatrixElement>(
        _ seed: UInt64, _ context: MatrixContext, _: Element.Type
    ) throws -> [String] {
        var dice = Dice(seed)
        var wrong: [String?] = []
        for _ in 0..<6 {
            let (rows, columns, inner) = (dice.size(), dice.size(), dice.size())
            let plain: PlainMatrix<Element> = dice.matrix(rows, columns)
            let other: PlainMatrix<Element> = dice.matrix(dice.isOne() ? 1 : rows, dice.isOne() ? 1 : columns)
            let factor: PlainMatrix<Element> = dice.matrix(columns, inner)
            let target: PlainMatrix<Element> = dice.matrix(rows, inner)
            let below: PlainMatrix<Element> = dice.matrix(inner, columns)
            let a = try plain.matrix(context, dice.placement())
            let b = try other.matrix(context, dice.placement())
            let (c, d) = (try factor.matrix(context, dice.placement()), try target.matrix(context, dice.placement()))
            let e = try below.matrix(context, dice.placement())
            wrong += [
                try difference("+", a + b, plain.combined(other) { Element.sum($0, $1) }),
                try difference("reversed -", b - a, other.combined(plain) { Element.difference($0, $1) }),
                try difference("itself", a * a, plain.combined(plain) { Element.product($0, $1) }),
                try difference("<", a .< b, plain.combined(other) { $0 < $1 ? 1 : 0 }),
                try difference("greater", a.greater(b), plain.combined(other) { Swift.max($0, $1) }),
                try difference("times", a.times(c), plain.times(factor)),
                try difference("transposedTimes", a.transposedTimes(d), plain.transposed.times(target)),
                try difference("square", a.transposedTimes(a), plain.transposed.times(plain)),
                try difference("transposed", a.transposed(), plain.transposed),
                try difference(
                    "rowSums", a.rowSums(),
                    PlainMatrix(rows: rows, columns: 1) { row, _ in
                        (0..<columns).reduce(0) { Element.sum($0, plain[row, $1]) }
                    }),
                try difference(
                    "columnSums", a.columnSums(),
                    PlainMatrix(rows: 1, columns: columns) { _, column in
                        (0..<rows).reduce(0) { Element.sum($0, plain[$1, column]) }
                    }),
                try difference(
                    "cbind", a.cbind(d),
                    PlainMatrix(rows: rows, columns: columns + inner) {
                        $1 < columns ? plain[$0, $1] : target[$0, $1 - columns]
                    }),
                try difference(
                    "rbind", a.rbind(e),
                    PlainMatrix(rows: rows + inner, columns: columns, plain.elements + below.elements)),
            ]
            let (some, others) = (dice.range(rows), dice.range(columns))
            wrong.append(
                try difference("slice", a.slice(rows: some, columns: others), plain.slice(some, others)))
            if rows > 0, columns > 0 { wrong += try extremes(a, plain) }
            if try a.sum() != plain.elements.reduce(0, { Element.sum($0, $1) }) { wrong.append("sum") }
        }
        return wrong.compactMap(\.self)
    }

    private static func extremes<Element: MatrixElement>(
        _ a: Matrix<Element>, _ plain: PlainMatrix<Element>
    ) throws -> [String?] {
        func column(_ place: Int) -> [Element] { (0..<plain.rows).map { plain[$0, place] } }
        func row(_ place: Int) -> [Element] { (0..<plain.columns).map { plain[place, $0] } }
        func places(_ arrays: [[Element]], _ best: ([Element]) -> Element?) -> [Int64] {
            arrays.map { array in Int64(array.firstIndex { $0 == best(array)! }!) }
        }
        let columns = (0..<plain.columns).map(column)
        let rows = (0..<plain.rows).map(row)
        return [
            try difference(
                "columnMin", a.columnMin(), .init(rows: 1, columns: plain.columns, columns.map { $0.min()! })),
            try difference("rowMax", a.rowMax(), .init(rows: plain.rows, columns: 1, rows.map { $0.max()! })),
            try difference(
                "columnArgMax", a.columnArgMax(), .init(rows: 1, columns: plain.columns, places(columns) { $0.max() })),
            try difference("rowArgMin", a.rowArgMin(), .init(rows: plain.rows, columns: 1, places(rows) { $0.min() })),
            try a.max() == plain.elements.max()! ? nil : "max",
        ]
    }

    @Test(arguments: rankCounts, 0..<4 as Range<UInt64>)
    func operations_anyShapes_agreeWithPlainSwift(ranks: Int, seed: UInt64) throws {
        let wrong = try onRanks(ranks, seed: seed) { context in
            switch seed % 3 {
            case 0: try Self.anyOperations(seed, context, Double.self)
            case 1: try Self.anyOperations(seed, context, Float.self)
            default: try Self.anyOperations(seed, context, Int64.self)
            }
        }
        #expect(Array(wrong.joined()) == [], "seed \(seed), \(ranks) ranks")
    }

    /// Fractions, whose sums depend on their order.
    @Test func sums_anyRanks_areTheSameBits() throws {
        let all = try rankCounts.map { ranks in
            try onRanks(ranks) { context in
                let a: Matrix<Double> = context.random(rows: 2100, columns: 3, seed: 7)
                let b: Matrix<Double> = context.random(rows: 3, columns: 5, seed: 8)
                let c = try a.times(b)
                return try [a.sum(), c.sum()] + a.columnSums().elements()
                    + a.placed(.replicated).columnSums().elements() + a.placed(.root).columnSums().elements()
                    + a.transposedTimes(c).elements() + a.transposed().times(c).elements()
            }
        }
        let sums = all[0][0]
        #expect(sums[2..<5] == sums[5..<8] && sums[2..<5] == sums[8..<11], "placements differ")
        for (ranks, sums) in zip(rankCounts, all) {
            #expect(sums.allSatisfy { $0 == all[0][0] }, "\(ranks) ranks")
        }
        #expect(abs(all[0][0][0] - 3150) < 100)
    }

    /// Enough for several threads.
    @Test func product_anyThreads_isTheSameBits() throws {
        let products = try [(1, 1), (1, 3), (2, 2)].map { ranks, threads in
            try onRanks(ranks, threads: threads) { context in
                let a: Matrix<Double> = context.random(rows: 301, columns: 90, seed: 7)
                return try a.times(context.random(rows: 90, columns: 150, seed: 8)).elements()
            }[0]
        }
        #expect(products[1] == products[0] && products[2] == products[0])
    }

    @Test func random_anyRanks_isTheSame() throws {
        let all = try rankCounts.map { ranks in
            try onRanks(ranks) { try $0.random(rows: 10, columns: 10, seed: 42).elements() as [Double] }[0]
        }
        #expect(all.allSatisfy { $0 == all[0] })
        #expect(Set(all[0]).count == 100 && all[0].allSatisfy { 0..<1 ~= $0 })
    }

    @Test(arguments: [1, 3]) func extremes_ofWhatIsNoNumber_areNoNumber(ranks: Int) throws {
        let found = try onRanks(ranks) { context in
            let a = try context.matrix([[1.0, .nan], [.nan, 3], [0, .nan], [-1, 4]], .rows)
            return try [a.min(), a.max()] + a.columnMin().elements() + a.rowMax().elements()
                + a.columnArgMin().elements().map { Double($0) }
                + a.lesser(context.fill(0, rows: 4, columns: 2)).elements()
        }
        let text = "[nan, nan, nan, nan, nan, nan, nan, 4.0, 1.0, 0.0, 0.0, nan, nan, 0.0, 0.0, nan, -1.0, 0.0]"
        #expect(found.allSatisfy { "\($0)" == text }, "\(found)")
    }

    @Test(arguments: [1, 2]) func shapesThatDontFit_areOneErrorOnAllRanks(ranks: Int) throws {
        let messages = try onRanks(ranks) { context in
            let a = context.fill(1.0, rows: 2, columns: 3)
            let b = context.fill(1.0, rows: 4, columns: 2)
            let calls: [() throws -> Void] = [
                { _ = try a + b }, { _ = try a.times(b) }, { _ = try a.cbind(b) }, { _ = try a.rbind(b) },
                { _ = try a.transposedTimes(b) }, { _ = try a.slice(rows: 1..<3) }, { _ = try a.slice(columns: 1..<4) },
                { _ = try context.fill(0.0, rows: 0, columns: 2).min() }, { _ = try a.cholesky() },
            ]
            return calls.map { call in
                do { try call() } catch { return "\(error)" }
                return "no error"
            }
        }
        #expect(
            messages[0] == [
                "+: a matrix of 2 × 3 and one of 4 × 2 don't fit",
                "times: a matrix of 2 × 3 and one of 4 × 2 don't fit",
                "cbind: a matrix of 2 × 3 and one of 4 × 2 don't fit",
                "rbind: a matrix of 2 × 3 and one of 4 × 2 don't fit",
                "transposedTimes: 2 rows and 4 don't fit", "slice: rows 1..<3 and columns 0..<3 of a matrix of 2 × 3",
                "slice: rows 0..<2 and columns 1..<4 of a matrix of 2 × 3",
                "min: a matrix of 0 × 2 has no elements", "cholesky: a matrix of 2 × 3 isn't square",
            ])
        #expect(messages.allSatisfy { $0 == messages[0] })
    }

    /// A float that counts rows one after the other comes no further than 2²⁴.
    @Test func means_ofMoreFloatsThanAFloatCountsTo() throws {
        let means = try onRanks(1) { context in
            try context.fill(Float(1), rows: 1 << 25, columns: 1).columnMeans().local
        }
        #expect(means == [[1]])
    }
}
