/// How many indexes a consumer takes at a time: what it will be done with in a quarter of a millisecond, by how long the last ones took.
///
/// What is taken can't go to anybody else, so it's little; taking costs a lock, so it's not one by one where work is quick.
package struct LeasePace {
    /// Nanoseconds that a chunk should take.
    package static let target: UInt64 = 250_000
    /// How much more it may be than the last time.
    private static let growth = 4

    private var count = 0
    private var start: UInt64 = 0
    private var chunk = 1

    package init() {}

    /// How many to take now, when all that was taken before has been worked off.
    package mutating func next(now: UInt64) -> Int {
        guard count > 0 else { return chunk }
        let elapsed = max(1, now - start)
        let (fitting, isMore) = UInt64(count).multipliedReportingOverflow(by: Self.target)
        let (most, isMost) = count.multipliedReportingOverflow(by: Self.growth)
        chunk = max(1, min(isMore ? .max : Int(clamping: fitting / elapsed), isMost ? .max : most))
        count = 0
        return chunk
    }

    /// So many were taken.
    package mutating func took(_ taken: Int, now: UInt64) {
        count = taken
        start = now
    }
}
