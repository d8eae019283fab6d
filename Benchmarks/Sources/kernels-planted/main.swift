// Loops that call something for each record: scripts/check-kernels must find them, or it finds nothing.
import Renoir

final class Scale: Sendable {
    let factor: Int
    init(factor: Int) { self.factor = factor }
    func apply(_ number: Int) -> Int { number &* factor }
}

func run() throws -> Int? {
    let context = StreamContext.local()
    // A captured variable costs a call per record.
    let scale = Scale(factor: CommandLine.arguments.count)
    let scaled = context.parallelStream(0..<1_000).map { scale.apply($0) }
    // An array is retained and released.
    let lists = scaled.map { [$0] }.filter { $0[0].isMultiple(of: 2) }
    let count = lists.groupBy { scale.apply($0[0]) }.fold(0) { $0 &+= $1[0] }.unkey().collectCount()
    try context.execute()
    return count.value
}

print(try run() ?? 0)
