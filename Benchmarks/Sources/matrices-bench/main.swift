// What scripts/bench-matrices measures: `formula COUNT`, `sums ROWS`, `times SIZE`, `read FILE.csv`. Prints seconds, each case several times.
import Renoir
import RenoirBLAS
import RenoirMatrices

let (config, arguments) = RuntimeConfig.fromArguments()
let matrices = MatrixContext(config)
matrices.use(.openBLAS)

/// Prints the seconds that the slowest rank takes.
@MainActor func measure(_ runs: Int, _ body: () throws -> Double) throws {
    for _ in 0..<runs {
        _ = try matrices.fill(1.0, rows: matrices.size, columns: 1).sum()
        let clock = ContinuousClock.now
        let result = try body()
        let elapsed = (ContinuousClock.now - clock) / .seconds(1)
        let slowest = try matrices.matrix(rows: matrices.size, columns: 1) { _, _ in elapsed }.max()
        if matrices.rank == 0 { print("elapsed_s=\(slowest) result=\(result)") }
    }
}

try matrices.run {
    guard arguments.count == 2 else { throw JobError(.user, "name a case and its size") }
    let size = Int(arguments[1]) ?? 0
    switch arguments[0] {
    case "formula":
        let a = matrices.matrix(rows: size, columns: 1) { row, _ in Double(row % 1000) }
        let b = matrices.matrix(rows: size, columns: 1) { row, _ in Double(row % 77) + 1 }
        let c = matrices.matrix(rows: size, columns: 1) { row, _ in Double(row % 3) * 0.25 }
        let d = matrices.matrix(rows: size, columns: 1) { row, _ in Double(row % 11) * 0.5 }
        try measure(3) { try (sqrt(abs(a * 2 + b) - c) * d).sum() }
    case "sums":
        let a = matrices.matrix(rows: size, columns: 16) { row, column in Double((row * 16 + column) % 1000) * 0.001 }
        try measure(5) { try a.columnSums().local[0] }
    case "times":
        let a = matrices.matrix(rows: size, columns: size) { row, column in Double((row + column) % 1000) * 0.001 }
        let b = matrices.matrix(rows: size, columns: size) { row, column in Double((row * column) % 777) * 0.001 }
        try measure(3) { try a.times(b).local.last ?? 0 }
    case "read": try measure(2) { try matrices.readCSV(arguments[1]).local.first ?? 0 }
    default: throw JobError(.user, "no case '\(arguments[0])'")
    }
}
