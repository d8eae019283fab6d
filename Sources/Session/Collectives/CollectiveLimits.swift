/// From which sizes on a collective takes another way. All ranks have the same.
package struct CollectiveLimits: Sendable {
    /// Up to this many bytes of all ranks together every rank gets everything and combines it itself.
    package var smallReductionBytes = 32 << 10
    /// Bytes of all other ranks that are there before they are combined.
    package var scratchBytes = 2 << 20
    /// From this size on a broadcast to several ranks goes through all of them.
    package var largeBroadcastBytes = 1 << 20

    package init() {}

    /// Elements of one rank that are there before they are combined.
    func blockCount(stride: Int, ranks: Int) -> Int { max(1, scratchBytes / max(1, ranks - 1) / stride) }
}
