/// What one rank may still send to one peer over one edge, in bytes that only ever grow.
///
/// The receiver announces how many bytes it takes in all; the sender counts what it has sent. Both are totals since the
/// start, so an announcement that is old, or seen twice, does no harm.
struct CreditLedger: Equatable {
    /// Bytes that the peer takes in all, as last announced.
    private(set) var limit: UInt64
    /// Bytes sent to it.
    private(set) var sent: UInt64 = 0

    /// - Parameter share: What the peer takes before it has announced anything.
    init(share: Int) { limit = UInt64(share) }

    var available: Int { Int(limit - sent) }

    /// Counts `bytes` as sent.
    ///
    /// - Precondition: They are covered by the limit.
    mutating func send(_ bytes: Int) {
        precondition(bytes >= 0 && bytes <= available, "\(bytes) bytes are sent on a credit of \(available)")
        sent += UInt64(bytes)
    }

    /// Takes over an announcement. A smaller one than before is an old one.
    mutating func announce(limit announced: UInt64) { limit = max(limit, announced) }
}
