internal import Dataflow

extension DataStream {
    /// Spreads the records evenly over all workers.
    ///
    /// ```swift
    /// let expensive = context.stream(of: tasks).shuffle().map { solve($0) }
    /// ```
    ///
    /// Exchanges: each worker deals its records out in turn. Watermarks pass when all workers have reached them.
    ///
    /// - Complexity: O(*n*) for *n* records; nearly all of their bytes travel when there are many ranks.
    @inlinable @inline(__always)
    public func shuffle() -> DataStream<Element> { rebalance("shuffle", wire: .resolve()) }
}
