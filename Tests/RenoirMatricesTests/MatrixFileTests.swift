import Foundation
import Renoir
import RenoirMatrices
import Testing

@Suite(.timeLimit(.minutes(5))) struct MatrixFileTests {
    private static func withFolder<Outcome>(_ body: (String) throws -> Outcome) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "matrices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.path)
    }

    private static func write(_ text: String, _ file: String) throws {
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }

    @Test(arguments: rankCounts) func csv_anyShape_comesBackFromTheFile(ranks: Int) throws {
        try Self.withFolder { folder in
            for (rows, columns) in [(0, 3), (1, 1), (2, 4), (4, 0), (5, 1), (30, 7)] {
                let file = "\(folder)/\(rows).csv"
                let pairs = try onRanks(ranks) { context in
                    let a: Matrix<Double> = context.random(rows: rows, columns: columns, seed: 3)
                    try (a - 0.5).writeCSV(file)
                    let b = try context.readCSV(file)
                    return [try PlainMatrix(a - 0.5), try PlainMatrix(b)]
                }
                #expect(pairs.allSatisfy { $0[0] == $0[1] }, "\(rows) × \(columns)")
                let description = try String(contentsOfFile: file + ".meta", encoding: .utf8)
                #expect(description == "{\"numRows\": \(rows), \"numCols\": \(columns), \"valueType\": \"f64\"}\n")
            }
        }
    }

    @Test(arguments: rankCounts) func readCSV_linesOfAnyKind_areRows(ranks: Int) throws {
        try Self.withFolder { folder in
            let file = "\(folder)/a.csv"
            try Self.write("1, 2.5\r\n\n -3e2,inf\n0.1,nan\n\n7,8", file)
            let found = try onRanks(ranks) { context in "\(try PlainMatrix(context.readCSV(file)).elements)" }
            #expect(found.allSatisfy { $0 == "[1.0, 2.5, -300.0, inf, 0.1, nan, 7.0, 8.0]" }, "\(found)")
        }
    }

    @Test(arguments: [1, 2, 3, 7]) func readCSV_badInput_isOneErrorOnAllRanks(ranks: Int) throws {
        try Self.withFolder { folder in
            let file = "\(folder)/bad.csv"
            let texts = [
                ("1,2\n3,4\n\n5,six\n7,8\n", "line 4: 'six' is no number"),
                ("1,2\n3,4\n5,6\n7\n", "line 4: 1 cells, and 2 in the first line"),
                ("1\n2,3\n4\n", "line 2: 2 cells, and 1 in the first line"),
                ("1,\n2,3\n", "line 1: '' is no number"),
                ("a,b\n1,2\n", "line 1: 'a' is no number"),
                ("1.5D+02\n", "line 1: '1.5D+02' is no number"),
                ("1\n\u{1b}[2J\n", "line 2: '\\u{1B}[2J' is no number"),
            ]
            for (text, message) in texts {
                try Self.write(text, file)
                let errors = try errors(ranks) { _ = try $0.readCSV(file) }
                #expect(errors == Array(repeating: JobError(.data, "\(file), \(message)"), count: ranks))
            }
            let whole = try errors(ranks) { _ = try $0.readCSV(file, as: Int64.self) }
            #expect(whole.map(\.?.code) == Array(repeating: .data, count: ranks))
            let missing = try errors(ranks) { _ = try $0.readCSV("\(folder)/missing.csv") }
            #expect(
                missing
                    == Array(
                        repeating: JobError(.io, "\(folder)/missing.csv: No such file or directory"), count: ranks))
            let unwritable = try errors(ranks) { try $0.fill(1.0, rows: 2, columns: 2).writeCSV("\(folder)/no/a.csv") }
            #expect(
                unwritable
                    == Array(repeating: JobError(.io, "\(folder)/no/a.csv: No such file or directory"), count: ranks))
        }
    }

    @Test(arguments: [1, 3]) func csv_wholeNumbers_haveAllDigits(ranks: Int) throws {
        try Self.withFolder { folder in
            let file = "\(folder)/a.csv"
            let found = try onRanks(ranks) { context in
                try context.matrix([[Int64.max, 0], [-7, Int64.min]], .rows).writeCSV(file)
                return try context.readCSV(file, as: Int64.self).elements()
            }
            #expect(found.allSatisfy { $0 == [.max, 0, -7, .min] })
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("9223372036854775807,0\n-7,"))
        }
    }

    @Test(arguments: [1, 3]) func readCSV_descriptionThatDiffers_isTold(ranks: Int) throws {
        try Self.withFolder { folder in
            let file = "\(folder)/a.csv"
            try Self.write("1,2\n3,4\n", file)
            try Self.write(#"{"numRows": 3, "numCols": 2, "valueType": "f64"}"#, file + ".meta")
            let errors = try errors(ranks) { _ = try $0.readCSV(file) }
            let message = "\(file) has 2 × 2 numbers, and \(file).meta says 3 × 2"
            #expect(errors == Array(repeating: JobError(.data, message), count: ranks))
            try Self.write("", file)
            try Self.write(#"{"numRows": 0, "numCols": -2, "valueType": "f64"}"#, file + ".meta")
            let negative = try self.errors(ranks) { _ = try $0.readCSV(file) }
            #expect(negative.map(\.?.code) == Array(repeating: .data, count: ranks))
            try Self.write("{", file + ".meta")
            let broken = try self.errors(ranks) { _ = try $0.readCSV(file) }
            #expect(broken.map(\.?.code) == Array(repeating: .data, count: ranks))
        }
    }

    /// What each rank throws.
    private func errors(
        _ ranks: Int, _ program: @escaping @Sendable (MatrixContext) throws -> Void
    ) throws -> [JobError?] {
        try outcomes(ranks, program).map { outcome in
            if case .failure(let error) = outcome { return error as? JobError }
            return nil
        }
    }
}
