internal import Threading

/// Cuts batches into kernel calls of a bounded time, by what earlier calls cost: a slow closure then doesn't keep its
/// worker from everything else for a whole batch.
struct KernelPace {
    /// A call should take no longer than this, in nanoseconds.
    private static let longest: UInt64 = 200_000
    /// Calls without a limit are timed only now and then: reading a clock costs as much as some records.
    private static let unlimitedCallsPerTiming = 16
    private static let firstLimit = 64

    private var limit = firstLimit
    private var untimedCalls = 0

    /// How many of `count` records the next call may take.
    func allowance(of count: Int) -> Int { min(count, limit) }

    /// Runs `call` over `count` records, and learns from the time that it takes.
    mutating func run(_ count: Int, _ call: () throws -> Void) rethrows {
        let isUnlimited = limit == .max
        if isUnlimited && untimedCalls < Self.unlimitedCallsPerTiming {
            untimedCalls += 1
            return try call()
        }
        untimedCalls = 0
        let start = MonotonicClock.now
        try call()
        let elapsed = MonotonicClock.now - start
        if elapsed > Self.longest {
            limit = max(1, min(limit, count) / 2)
        } else if !isUnlimited && count >= limit && elapsed < Self.longest / 4 {
            limit = limit > 1 << 20 ? .max : limit * 4
        }
    }
}
