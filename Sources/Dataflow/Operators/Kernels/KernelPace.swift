internal import Threading

/// Cuts batches into kernel calls of a bounded time, by what earlier calls cost: a slow closure then doesn't keep its
/// worker from everything else for a whole batch.
struct KernelPace {
    /// A call should take about this long at most, in nanoseconds.
    private static let longest = 100_000
    /// Kernels that could take more records than this at a time take what there is.
    private static let unlimited = 1 << 16
    /// Calls without a limit are timed only now and then: reading a clock costs as much as some records.
    private static let unlimitedCallsPerTiming = 8
    private static let firstLimit = 1

    private var limit = firstLimit
    private var untimedCalls = 0

    /// How many of `count` records the next call may take.
    func allowance(of count: Int) -> Int { min(count, limit) }

    /// Runs `call` over `count` records, and learns from the time that it takes.
    mutating func run(_ count: Int, _ call: () throws -> Void) rethrows {
        if limit >= Self.unlimited && untimedCalls < Self.unlimitedCallsPerTiming {
            untimedCalls += 1
            return try call()
        }
        untimedCalls = 0
        let start = MonotonicClock.now
        try call()
        learn(count, Int(MonotonicClock.now - start))
    }

    /// Takes the time that `count` records took, and allows as many as should fit; more only step by step.
    private mutating func learn(_ count: Int, _ elapsed: Int) {
        guard count > 0 else { return }
        let fitting = count * Self.longest / max(1, elapsed)
        limit = max(1, min(fitting, limit * 4, Self.unlimited))
    }
}
