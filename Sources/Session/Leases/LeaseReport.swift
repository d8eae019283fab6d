/// What a rank says to all others about its leases, in each round.
///
/// Whatever counts only grows, so that saying it twice changes nothing.
package struct LeaseReport: Equatable, Sendable {
    /// The least that it would have at a time, added up over its requests. One is open while this is more than what was
    /// answered.
    package var asked: UInt64 = 0
    /// Indexes that it has begun, and won't give back.
    package var settled: UInt64 = 0
    /// What it gives back in this round.
    package var returned: Range<Int> = 0..<0
    /// How many share its leases.
    package var consumers = 0
    /// How many of them wait while it has nothing.
    package var hungry = 0

    package init() {}
}

extension LeaseReport {
    /// How many words of a round it takes.
    static let wordCount = 5

    func store(in words: UnsafeMutableBufferPointer<UInt64>) {
        words[0] = asked
        words[1] = settled
        words[2] = UInt64(returned.lowerBound)
        words[3] = UInt64(returned.upperBound)
        words[4] = UInt64(consumers) << 32 | UInt64(hungry)
    }

    init(_ words: UnsafeBufferPointer<UInt64>) {
        asked = words[0]
        settled = words[1]
        returned = Int(words[2])..<Int(words[3])
        consumers = Int(words[4] >> 32)
        hungry = Int(UInt32(truncatingIfNeeded: words[4]))
    }
}
