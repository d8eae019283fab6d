import Renoir

/// A pipeline that is measured.
struct Benchmark: Sendable {
    let name: String
    /// The names of what the command line must give.
    let parameters: [String]
    /// Builds the pipeline; what it returns gives the answer after the execution, on rank 0 only.
    let pipeline: @Sendable (StreamContext, Parameters) throws -> () -> String?

    static let all = [
        chain, countWordsCombined, countWordsMoved, countStringsCombined, countStringsMoved, countStringKeysCombined,
        countStringKeysMoved, sumByKey, sumByKeyInPlace, sumByScatteredKey, sumCombined,
        sort, distinct, join, moveRecords, moveCodableRecords, tumbling, sliding, readColumns, readRecords, iterations,
        limit, count,
        empty,
    ]

    static func named(_ name: String) -> Benchmark? { all.first { $0.name == name } }

    var usage: String { ([name] + parameters).joined(separator: " ") }

    static var usage: String {
        (["usage: renoir-bench CASE [PARAMETER…] [--threads T]"] + all.map { "  " + $0.usage }).joined(separator: "\n")
    }
}
