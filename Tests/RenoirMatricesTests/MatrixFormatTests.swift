import Foundation
import Renoir
import RenoirMatrices
import TestSupport
import Testing

/// Files of NumPy, raw numbers and Matrix Market's format.
@Suite(.timeLimit(.minutes(5))) struct MatrixFormatTests {
    private static func withFile<Outcome>(_ bytes: [UInt8]? = nil, _ body: (String) throws -> Outcome) throws -> Outcome
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("matrix").path
        if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: file)) }
        return try body(file)
    }

    private static func numPy(_ type: String, _ order: String, _ shape: String, _ numbers: [UInt8], version: UInt8 = 1)
        -> [UInt8]
    {
        let text = Array("{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n".utf8)
        let length = version == 1 ? [UInt8(text.count), 0] : [UInt8(text.count), 0, 0, 0]
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + numbers
    }

    private static func bytes<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
        numbers.flatMap { number in withUnsafeBytes(of: number) { Array($0) } }
    }

    @Test(arguments: [(1, 3), (3, 2)], [(0, 3), (5, 2), (7, 0)])
    func numPyAndBinary_writtenByAnyRanks_areReadByOthers(ranks: (Int, Int), shape: (Int, Int)) throws {
        for placement in placements {
            try Self.withFile { file in
                _ = try onRanks(ranks.0) { context in
                    let a: Matrix<Double> = context.random(rows: shape.0, columns: shape.1, seed: 1, placement)
                    try a.writeNumPy(file)
                    let b: Matrix<Int64> = context.random(rows: shape.0, columns: shape.1, seed: 2, placement)
                    try b.writeBinary(file + ".bin")
                }
                let isSame = try onRanks(ranks.1) { context in
                    let a: Matrix<Double> = context.random(rows: shape.0, columns: shape.1, seed: 1)
                    let b: Matrix<Int64> = context.random(rows: shape.0, columns: shape.1, seed: 2)
                    let x = try context.readNumPy(file)
                    let y = try context.readBinary(file + ".bin", as: Int64.self)
                    return try PlainMatrix(a) == PlainMatrix(x) && PlainMatrix(b) == PlainMatrix(y)
                }
                #expect(isSame.allSatisfy { $0 })
            }
        }
    }

    @Test(arguments: [1, 4]) func readNumPy_anyKind_isUnderstood(ranks: Int) throws {
        func read<Element: MatrixElement>(_ bytes: [UInt8], _: Element.Type) throws -> PlainMatrix<Element> {
            try Self.withFile(bytes) { file in
                try onRanks(ranks) { try PlainMatrix($0.readNumPy(file, as: Element.self)) }[0]
            }
        }
        let doubles: [Double] = [1, 2.5, -3, 4, 5, 6]
        let big = Self.bytes(doubles.map(\.bitPattern.bigEndian))
        let little = Self.bytes(doubles.map(\.bitPattern.littleEndian))
        #expect(try read(Self.numPy(">f8", "False", "(2, 3)", big), Double.self) == .init(rows: 2, columns: 3, doubles))
        #expect(
            try read(Self.numPy("<f8", "True", "(3, 2)", little, version: 2), Double.self)
                == .init(rows: 3, columns: 2, [1, 4, 2.5, 5, -3, 6]))
        #expect(
            try read(Self.numPy("<f8", "False", "(6,)", little), Double.self) == .init(rows: 6, columns: 1, doubles))
        let floats: [Float] = [1, 0.1]
        let four = Self.bytes(floats.map(\.bitPattern.bigEndian))
        #expect(try read(Self.numPy(">f4", "False", "(1, 2)", four), Float.self) == .init(rows: 1, columns: 2, floats))
        #expect(
            try read(Self.numPy(">f4", "False", "(1, 2)", four), Double.self)
                == .init(rows: 1, columns: 2, floats.map { Double($0) }))
        let eight = Self.bytes([Int64.min.bigEndian, Int64(7).bigEndian])
        #expect(
            try read(Self.numPy(">i8", "False", "(2, 1)", eight), Int64.self) == .init(rows: 2, columns: 1, [.min, 7]))
    }

    @Test(
        arguments: [
            ([], "isn't a file of NumPy"), (numPy("<c16", "False", "(1, 1)", []), "numbers of type '<c16'"),
            (numPy("<f8", "False", "(1, 1, 1)", Array(repeating: 0, count: 8)), "one or two dimensions"),
            (
                numPy("<f8", "False", "(2, 1)", Array(repeating: 0, count: 8)),
                "8 bytes of numbers for an array of 2 × 1"
            ),
            (numPy("<f8", "False", "(4611686018427387904, 4)", []), "0 bytes of numbers"),
            (numPy("<i8", "False", "(1, 1)", Array(repeating: 0, count: 8)), "numbers of type i8, which aren't Double"),
            (numPy("<f8", "False", "(1, 1)", [], version: 9), "version 9"),
            (Array(numPy("<f8", "False", "(1, 1)", []).prefix(30)), "cut off"),
            (numPy("<f8", "False", "(-1, -1)", Array(repeating: 0, count: 8)), "of shape (-1, -1)"),
        ] as [([UInt8], String)])
    func readNumPy_somethingElse_isOneErrorOnAllRanks(bytes: [UInt8], message: String) throws {
        try Self.withFile(bytes) { file in
            let errors = try outcomes(3) { _ = try $0.readNumPy(file) }.map { outcome -> JobError? in
                if case .failure(let error) = outcome { return error as? JobError }
                return nil
            }
            #expect(Set(errors.map(\.?.message)).count == 1)
            #expect(
                errors[0]?.code == .data && errors[0]?.message.contains(message) == true,
                "\(String(describing: errors[0]))")
        }
    }

    private static func market<Element: MatrixElement>(
        _ text: String, _ ranks: Int, _: Element.Type = Double.self
    ) throws -> PlainMatrix<Element> {
        try withFile(Array(text.utf8)) { file in
            let found = try onRanks(ranks) { context in
                let dense = try context.readMatrixMarket(file, as: Element.self)
                let identity = context.matrix(rows: dense.columns, columns: dense.columns, .replicated) {
                    $0 == $1 ? Element(count: 1) : .zero
                }
                let sparse = try context.readSparseMatrixMarket(file, as: Element.self).times(identity)
                return try (PlainMatrix(dense), PlainMatrix(sparse))
            }
            for (dense, sparse) in found { #expect(dense == sparse) }
            return found[0].0
        }
    }

    @Test(arguments: [1, 3]) func readMatrixMarket_anyKind_isUnderstood(ranks: Int) throws {
        #expect(
            try Self.market("%%MatrixMarket matrix array real general\n% x\n2 3\n1\n2\n3.5\n\n4\n5e0\n6\n", ranks)
                == PlainMatrix(rows: 2, columns: 3, [1, 3.5, 5, 2, 4, 6]))
        #expect(
            try Self.market("%%MatrixMarket matrix array real symmetric\n3 3\n1\n2\n3\n4\n5\n6", ranks)
                == PlainMatrix(rows: 3, columns: 3, [1, 2, 3, 2, 4, 5, 3, 5, 6]))
        #expect(
            try Self.market(
                "%%MatrixMarket matrix array integer skew-symmetric\r\n3 3\r\n1\r\n2\r\n3\r\n", ranks, Int64.self)
                == PlainMatrix(rows: 3, columns: 3, [0, -1, -2, 1, 0, -3, 2, 3, 0]))
        #expect(
            try Self.market("%%MatrixMarket matrix coordinate pattern symmetric\n%\n3 3 2\n2 1\n%\n3 3\n", ranks)
                == PlainMatrix(rows: 3, columns: 3, [0, 1, 0, 1, 0, 0, 0, 0, 1]))
        #expect(
            try Self.market("%%MatrixMarket MATRIX Coordinate Real General\n2 4 3\n1 4 2.5\n2 1 -1\n1 4 1\n", ranks)
                == PlainMatrix(rows: 2, columns: 4, [0, 0, 0, 3.5, -1, 0, 0, 0]))
        #expect(
            try Self.market("%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 7\n", ranks)
                == PlainMatrix(rows: 2, columns: 2, [0, -7, 7, 0]))
        #expect(
            try Self.market("%%MatrixMarket matrix coordinate real general\n0 0 0\n", ranks)
                == PlainMatrix(rows: 0, columns: 0, []))
    }

    @Test(arguments: [
        ("matrix coordinate real symmetric\n2 2 2\n2 1 1\n1 2 1\n", "line 4: row 1, column 2 is above the diagonal"),
        ("matrix coordinate real skew-symmetric\n2 2 1\n2 2 1\n", "line 3: row 2, column 2 is on the diagonal"),
        ("matrix coordinate real general\n2 2 1\n2 1 1.5D+02\n", "line 3: '2 1 1.5D+02' has no number"),
        ("matrix coordinate real general\n2 2 1\n2 1 1 1\n", "line 3: 4 numbers instead of 3"),
        ("matrix coordinate pattern general\n2 2 1\n2 1 1\n", "line 3: 3 numbers instead of 2"),
        ("matrix coordinate real general\n2 2 2\n1 1 1\n3 1 1\n", "line 4: row 3, column 1 isn't in a matrix of 2 × 2"),
        ("matrix coordinate real general\n2 2 1\n0 1 1\n", "line 3: row 0, column 1 isn't in a matrix"),
        ("matrix coordinate real general\n2 2 2\n1 1 1\n", "has 1 elements, and says 2"),
        ("matrix array real general\n2 2\n1\n2\n3\n4\n5\n", "has 5 elements, and says 4"),
        ("matrix array real symmetric\n2 3\n1\n", "line 2: a symmetric matrix has to be square"),
        (
            "matrix array complex general\n1 1\n1 1\n",
            "line 1: '%%MatrixMarket matrix array complex general' can't be read"
        ),
        ("vector array real general\n1 1\n1\n", "line 1: no banner"),
        ("matrix array real general\n%\n1\n", "line 3: '1' is no size"),
        ("matrix array real general\n% only\n", "no line with its size"),
    ]) func readMatrixMarket_somethingElse_isToldWithItsLine(text: String, message: String) throws {
        try Self.withFile(Array("%%MatrixMarket \(text)".utf8)) { file in
            for ranks in [1, 3] {
                let errors = try outcomes(ranks) { _ = try $0.readMatrixMarket(file) }.map { outcome -> JobError? in
                    if case .failure(let error) = outcome { return error as? JobError }
                    return nil
                }
                #expect(Set(errors.map(\.?.message)).count == 1)
                #expect(
                    errors[0]?.code == .data && errors[0]?.message.contains(message) == true,
                    "\(String(describing: errors[0]))")
            }
        }
    }

    @Test(arguments: [1, 3]) func writeMatrixMarket_anyRanks_readsBack(ranks: Int) throws {
        try Self.withFile { file in
            let isSame = try onRanks(ranks) { context in
                let a: Matrix<Double> = context.random(rows: 5, columns: 3, seed: 1)
                try a.writeMatrixMarket(file)
                return try PlainMatrix(a) == PlainMatrix(context.readMatrixMarket(file))
            }
            #expect(isSame.allSatisfy { $0 })
            #expect(
                try String(contentsOfFile: file, encoding: .utf8)
                    .hasPrefix("%%MatrixMarket matrix array real general\n5 3\n0."))
        }
    }
}
