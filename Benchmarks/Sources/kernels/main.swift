// One pipeline for each operator whose loop must call nothing for trivially copyable records. scripts/check-kernels reads the
// machine code; running it only proves that the loops are real.
import Renoir

struct Point: Sendable {
    var x: Int32
    var y: Float
    var z: Double
}

/// Not inlined, so that nothing is known about the numbers.
@inline(never)
func numbers(_ context: StreamContext) -> DataStream<Int> { context.parallelStream(0..<1_000) }

func run() throws -> [Int?] {
    let context = StreamContext.local()
    let numbers = numbers(context)
    let chain = numbers.map { $0 &* 3 }.filter { $0 & 1 == 0 }.fold(0, local: { $0 &+= $1 }, global: { $0 &+= $1 })
    let points = numbers.map { Point(x: Int32(truncatingIfNeeded: $0), y: 1, z: Double($0)) }.filter { $0.z < 500 }
    let timed = numbers.withTimestamps({ .milliseconds(Int64($0)) }, watermarks: .monotonous).groupBy { $0 % 10 }
    let collected = [
        chain.collectCount(),
        points.fold(0.0) { $0 += $1.z }.collectCount(),
        numbers.groupBy { $0 % 10 }.fold(0) { $0 &+= $1 }.unkey().collectCount(),
        numbers.keyBy { $0 % 10 }.fold(0) { $0 &+= $1 }.unkey().collectCount(),
        numbers.keyBy { $0 % 10 }.unkey().collectCount(),
        points.keyBy { $0.x }.unkey().collectCount(),
        numbers.groupByCount { $0 % 10 }.unkey().collectCount(),
        points.groupBy { $0.x }.fold(0.0) { $0 += $1.z }.unkey().collectCount(),
        points.groupBy { $0.x }.map { $0.z + 1 }.fold(0.0) { $0 += $1 }.unkey().collectCount(),
        points.groupBy { $0.x }.aggregate(.mean { $0.z }).unkey().collectCount(),
        points.aggregate(.max { $0.z }, by: { $0.x }).unkey().collectCount(),
        points.aggregate(.sum { $0.x }).collectCount(),
        timed.window(.tumbling(.seconds(1))).sum { $0 }.unkey().collectCount(),
        timed.window(.sliding(.seconds(2), every: .seconds(1))).sum { $0 }.unkey().collectCount(),
    ]
    try context.execute()
    return collected.map { $0.value }
}

print(try run())
