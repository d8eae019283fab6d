import Renoir

extension Benchmark {
    /// A job without a record: what is left is the start and the end.
    static let empty = Benchmark(name: "empty", parameters: []) { context, _ in
        let count = context.parallelStream(0..<0).collectCount()
        return { count.value.map { "count=\($0)" } }
    }
}
