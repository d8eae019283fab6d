import Renoir

extension Benchmark {
    /// Sources without an end that end because somebody has enough: what is left is how soon they hear of it.
    static let limit = Benchmark(name: "limit", parameters: ["COUNT"]) { context, parameters in
        let count = context.parallelStream { replica, _ in replica... }.limit(parameters.count(0)).collectCount()
        return { count.value.map { "count=\($0)" } }
    }

    /// As many numbers, of sources that have no more.
    static let count = Benchmark(name: "count", parameters: ["COUNT"]) { context, parameters in
        let count = context.parallelStream(0..<parameters.count(0)).collectCount()
        return { count.value.map { "count=\($0)" } }
    }
}
