internal import Dataflow

extension DataStream {
    /// Gives every worker all records.
    ///
    /// ```swift
    /// let rules = context.readLines("rules.txt").broadcast()
    /// ```
    ///
    /// Exchanges: one copy of each record travels to each rank, and is then shared among its workers. Records that come
    /// from one worker keep their order. Watermarks pass when all workers have reached them.
    ///
    /// - Complexity: O(*n*) for *n* records, on every worker; *n* records travel to each rank.
    @inlinable @inline(__always)
    public func broadcast() -> DataStream<Element> { spread("broadcast", wire: .resolve()) }
}
