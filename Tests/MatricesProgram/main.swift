// Does what a file says with matrices, a line for each step: NAME OPERATION ARGUMENT…. Tests/Matrices/oracle.py writes such files.
import Renoir
import RenoirMatrices

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

typealias Numbers = Matrix<Double>

struct Steps {
    let matrices: MatrixContext
    var named: [String: Numbers] = [:]

    func placement(_ name: String) -> Placement { name == "root" ? .root : name == "all" ? .replicated : .rows }

    func places(_ matrix: Matrix<Int64>) -> Numbers { matrix.map { Double($0) } }

    func number(_ value: Double) -> Numbers { matrices.fill(value, rows: 1, columns: 1, .replicated) }

    mutating func run(_ words: [String]) throws {
        let arguments = words.dropFirst(2).map { named[$0] ?? number(Double($0) ?? 0) }
        let operation = words[1]
        if operation == "drop" { return named[words[0]] = nil }
        if operation == "save" { return try arguments[0].writeNumPy(words[0]) }
        named[words[0]] = try one(operation, Array(arguments), words) ?? two(operation, Array(arguments))
    }

    func one(_ operation: String, _ a: [Numbers], _ words: [String]) throws -> Numbers? {
        switch operation {
        case "load": try matrices.readNumPy(words[2]).placed(placement(words[3]))
        case "place": try a[0].placed(placement(words[3]))
        case "csv": try csv(a[0], words[3])
        case "numpy": try numPy(a[0], words[3])
        case "binary": try binary(a[0], words[3])
        case "market": try market(a[0], words[3])
        case "random": matrices.random(rows: Int(words[2])!, columns: Int(words[3])!, seed: 1)
        case "negative": -a[0]
        case "abs": abs(a[0])
        case "sign": sign(a[0])
        case "exp": exp(a[0])
        case "log": log(a[0])
        case "sqrt": sqrt(a[0])
        case "rint": round(a[0])
        case "floor": floor(a[0])
        case "ceil": ceil(a[0])
        case "isnan": isNaN(a[0])
        case "sin": sin(a[0])
        case "cos": cos(a[0])
        case "tan": tan(a[0])
        case "arctan": atan(a[0])
        case "tanh": tanh(a[0])
        case "transpose": try a[0].transposed()
        case "slice":
            try a[0].slice(rows: Int(words[3])!..<Int(words[4])!, columns: Int(words[5])!..<Int(words[6])!)
        case "rowsums": a[0].rowSums()
        case "colsums": try a[0].columnSums()
        case "rowmeans": a[0].rowMeans()
        case "colmeans": try a[0].columnMeans()
        case "sum": number(try a[0].sum())
        case "mean": number(try a[0].mean())
        case "min": number(try a[0].min())
        case "max": number(try a[0].max())
        case "rowmin": try a[0].rowMin()
        case "rowmax": try a[0].rowMax()
        case "colmin": try a[0].columnMin()
        case "colmax": try a[0].columnMax()
        case "rowargmin": places(try a[0].rowArgMin())
        case "rowargmax": places(try a[0].rowArgMax())
        case "colargmin": places(try a[0].columnArgMin())
        case "colargmax": places(try a[0].columnArgMax())
        case "sort": try a[0].sortedColumns()
        case "quantiles": try a[0].columnQuantiles([0.1, 0.5, 0.9])
        case "labels": abs(floor(a[0].where0())).modulo(3)
        case "onehot": try a[0].oneHot(classes: 3)
        default: nil
        }
    }

    func two(_ operation: String, _ a: [Numbers]) throws -> Numbers {
        switch operation {
        case "add": try a[0] + a[1]
        case "subtract": try a[0] - a[1]
        case "multiply": try a[0] * a[1]
        case "divide": try a[0] / a[1]
        case "power": try a[0].power(a[1])
        case "mod": try a[0].modulo(a[1])
        case "minimum": try a[0].lesser(a[1])
        case "maximum": try a[0].greater(a[1])
        case "and": try a[0] .& a[1]
        case "or": try a[0] .| a[1]
        case "equal": try a[0] .== a[1]
        case "not_equal": try a[0] .!= a[1]
        case "less": try a[0] .< a[1]
        case "less_equal": try a[0] .<= a[1]
        case "greater": try a[0] .> a[1]
        case "greater_equal": try a[0] .>= a[1]
        case "where": try a[0].where(a[1], else: a[2])
        case "times": try a[0].times(a[1])
        case "ttimes": try a[0].transposedTimes(a[1])
        case "cbind": try a[0].cbind(a[1])
        case "rbind": try a[0].rbind(a[1])
        case "groupsums": try a[0].sums(byLabel: a[1], classes: 3)
        case "formula": try (sqrt(abs(a[0] * 2 + a[1])) - a[1]) * a[0]
        default: throw JobError(.user, "no operation '\(operation)'")
        }
    }

    func csv(_ matrix: Numbers, _ file: String) throws -> Numbers {
        try matrix.writeCSV(file)
        return try matrices.readCSV(file)
    }

    func numPy(_ matrix: Numbers, _ file: String) throws -> Numbers {
        try matrix.writeNumPy(file)
        return try matrices.readNumPy(file)
    }

    func binary(_ matrix: Numbers, _ file: String) throws -> Numbers {
        try matrix.writeBinary(file)
        return try matrices.readBinary(file)
    }

    func market(_ matrix: Numbers, _ file: String) throws -> Numbers {
        try matrix.writeMatrixMarket(file)
        return try matrices.readMatrixMarket(file)
    }
}

extension Matrix where Element == Double {
    /// 0 in place of what isn't finite.
    func where0() -> Matrix { map { $0.isFinite ? $0 : 0 } }
}

let (config, arguments) = RuntimeConfig.fromArguments()
let matrices = MatrixContext(config)
try matrices.run {
    guard let path = arguments.first, let file = fopen(path, "r") else {
        throw JobError(.user, "name a file with steps")
    }
    defer { fclose(file) }
    var steps = Steps(matrices: matrices)
    while let line = readLine(of: file) {
        let words = line.split(separator: " ").map(String.init)
        if words.count > 1 { try steps.run(words) }
    }
}

func readLine(of file: UnsafeMutablePointer<FILE>) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let text = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
}
