import Renoir

extension Benchmark {
    /// A loop whose body has nothing to do: what is left is what ranks agree on in each iteration.
    static let iterations = Benchmark(name: "iterations", parameters: ["COUNT"]) { context, parameters in
        let state = context.parallelStream(0..<1).replay(
            upTo: parameters.count(0), state: 0, into: 0, local: { count, _ in count += 1 },
            global: { (state: inout Int, count: Int) in state += count }
        ) { numbers, _ in numbers }.collect()
        return { state.value.map { "state=\($0[0])" } }
    }
}
