import Foundation
import Renoir
import RenoirMatrices
import Session
import TestSupport
import Testing
import Transport

/// Small programs that users of other systems run, with the same results at any number of ranks.
@Suite(.timeLimit(.minutes(5))) struct MatrixProgramTests {
    /// What all ranks have of what a program makes, at 1, 2, 3, 4 and 7 ranks.
    private func results(
        _ ranks: [Int] = rankCounts, _ program: @escaping @Sendable (MatrixContext) throws -> Matrix<Double>
    ) throws -> [PlainMatrix<Double>] {
        let all = try ranks.flatMap { try onRanks($0) { try PlainMatrix(program($0)) } }
        #expect(all.allSatisfy { $0 == all[0] })
        return all
    }

    @Test func random_isTheSameAnywhere() throws {
        let found = try results { $0.random(rows: 10, columns: 10, seed: 1) }[0]
        #expect(Set(found.elements).count == 100 && found.elements.allSatisfy { 0..<1 ~= $0 })
    }

    @Test func sumWithItself_isTwice() throws {
        let once = try results { $0.random(rows: 10, columns: 10, seed: 1) }[0]
        let twice = try results { context in
            let m: Matrix<Double> = context.random(rows: 10, columns: 10, seed: 1)
            return try m + m
        }[0]
        #expect(twice.elements == once.elements.map { $0 * 2 })
    }

    @Test func largeSumWithItself_isTwice() throws {
        let same = try results([1, 3]) { context in
            let m: Matrix<Double> = context.random(rows: 1500, columns: 1200, seed: 1)
            return try ((m + m) .== m * 2).columnSums()
        }[0]
        #expect(same.elements == Array(repeating: 1500, count: 1200))
    }

    /// What moves and what is read come in many pieces.
    @Test(arguments: [1, 2, 5]) func largeObjects_inPiecesOf100Bytes_areTheSame(ranks: Int) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)").path
        defer {
            for ending in ["", ".csv", ".csv.meta", ".mtx"] {
                try? FileManager.default.removeItem(atPath: file + ending)
            }
        }
        let found = try SimulatedCluster(ranks: ranks, seed: 1).onEveryRank { network in
            Result {
                var limits = CollectiveLimits()
                limits.smallReductionBytes = 0
                limits.scratchBytes = 100
                limits.largeBroadcastBytes = 2
                let collectives = Collectives(on: network, limits: limits)
                let context = MatrixContext(.ranks(of: network, threads: 1), collectives: collectives)
                context.pieceBytes = 100
                let m: Matrix<Double> = context.random(rows: 60, columns: 20, seed: 1)
                try m.writeNumPy(file)
                try m.writeCSV(file + ".csv")
                try m.writeMatrixMarket(file + ".mtx")
                let copies = try [
                    context.readNumPy(file), context.readCSV(file + ".csv"), context.readMatrixMarket(file + ".mtx"),
                ]
                let isRead = try copies.allSatisfy { try ($0 .== m).sum() == 1200 }
                let root = try m.placed(.root).placed(.rows)
                let product = try m.transposed().times(m)
                return try (isRead, PlainMatrix(m + root), PlainMatrix(product))
            }
        }.map { try $0.get() }
        let plain = try onRanks(1) { context in
            let m: Matrix<Double> = context.random(rows: 60, columns: 20, seed: 1)
            return try (PlainMatrix(m), PlainMatrix(m.transposed().times(m)))
        }[0]
        for (isRead, sum, product) in found {
            #expect(isRead)
            #expect(sum.elements == plain.0.elements.map { $0 * 2 })
            #expect(product == plain.1)
        }
    }

    @Test func rowForAll_isAdded() throws {
        let found = try results { context in
            try context.fill(123, rows: 10, columns: 3) + context.fill(456, rows: 1, columns: 3)
        }[0]
        #expect(found == PlainMatrix(rows: 10, columns: 3, Array(repeating: 579, count: 30)))
    }

    @Test func productWithItself_isThatOfPlainSwift() throws {
        let once = try results { $0.random(rows: 10, columns: 10, seed: 1) }[0]
        let found = try results { context in
            let m: Matrix<Double> = context.random(rows: 10, columns: 10, seed: 1)
            return try m.times(m)
        }[0]
        #expect(found == once.times(once))
    }

    @Test func matrixOfAFile_isDoubled() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
        defer { for path in [file, file + ".meta"] { try? FileManager.default.removeItem(atPath: path) } }
        try "1,2,3,4\n5,6,7,8.5\n".write(toFile: file, atomically: false, encoding: .utf8)
        try #"{"numRows": 2, "numCols": 4, "valueType": "f64"}"#
            .write(toFile: file + ".meta", atomically: false, encoding: .utf8)
        let found = try results { context in
            let m = try context.readCSV(file)
            return try m + m
        }[0]
        #expect(found == PlainMatrix(rows: 2, columns: 4, [2, 4, 6, 8, 10, 12, 14, 17]))
    }

    @Test func sumOfAll_isExact() throws {
        let found = try results { context in
            let m = context.matrix(rows: 6, columns: 3) { row, column in Double(row * 3 + column) }
            return context.fill(try m.sum(), rows: 1, columns: 1)
        }[0]
        #expect(found.elements == [153])
    }

    @Test func largeMatrixAndARow_areSummed() throws {
        let found = try results([1, 4]) { context in
            let row = context.matrix(rows: 1, columns: 512) { _, column in Double(column) }
            return context.fill(try (context.fill(1.0, rows: 51_200, columns: 512) + row).sum(), rows: 1, columns: 1)
        }[0]
        let sum = 51_200 * 131_328.0
        #expect(found.elements == [sum])
    }
}
