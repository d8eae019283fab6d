import Renoir

extension Benchmark {
    /// Sums of a thousand keys in windows of a minute: every twenty microseconds of event time something happens.
    static let tumbling = Benchmark(name: "tumbling", parameters: ["EVENTS"]) { context, parameters in
        let sums = context.events(parameters.count(0)).groupBy { $0 % 1000 }
            .window(.tumbling(.seconds(60))).sum { $0 }.windowDigest()
        return { sums.value?[0].text }
    }

    /// The same in windows of a minute that start every second.
    static let sliding = Benchmark(name: "sliding", parameters: ["EVENTS"]) { context, parameters in
        let sums = context.events(parameters.count(0)).groupBy { $0 % 1000 }
            .window(.sliding(.seconds(60), every: .seconds(1))).sum { $0 }.windowDigest()
        return { sums.value?[0].text }
    }
}

extension StreamContext {
    /// Numbers whose remainders jump about, each fifty microseconds after the one before; all workers get on together.
    @inline(__always)
    fileprivate func events(_ count: Int) -> DataStream<UInt64> {
        parallelStream { replica, replicas in stride(from: replica, to: count, by: replicas) }
            .withTimestamps({ Timestamp(nanoseconds: Int64($0) * 50_000) }, watermarks: .monotonous)
            .map { (UInt64($0) &* 0x9E37_79B9_7F4A_7C15) >> 20 }
    }
}

extension KeyedDataStream where Key == UInt64, Value == Windowed<TimeSpan, UInt64> {
    fileprivate func windowDigest() -> Collected<[KeyedDigest]> {
        unkey().fold(
            KeyedDigest(),
            local: { digest, window in
                let end = UInt64(window.value.end.nanoseconds / 1_000_000_000)
                digest.add(mark: end &* 1000 &+ window.key, result: window.value.value)
            }, global: { $0.add($1) }
        ).collect()
    }
}
