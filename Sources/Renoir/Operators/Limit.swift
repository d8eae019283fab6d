internal import Dataflow

extension DataStream {
    /// Gives `count` of the records, and ends what is upstream when it has them.
    ///
    /// ```swift
    /// let sample = context.readLines("access.log").filter { $0.contains("ERROR") }.limit(10).collect()
    /// ```
    ///
    /// Local: no record leaves its worker; workers share the `count` by permits, which travel with the rounds. Which records
    /// they are, of several workers, depends on who comes first; of a single worker, they are the first ones in order. Each pass
    /// has `count` of its own: in a loop, each iteration. Timestamps and watermarks pass through.
    ///
    /// When all permits are used, nothing more of the pass is taken: sources that feed nothing else end, also those without end, and
    /// operators that make records for nobody else aren't called any more. Those with a state of their own, such as
    /// ``custom(_:keepsTimes:state:onBatch:onMark:)`` and aggregations, still see all that comes.
    ///
    /// A negative `count` or `offset` keeps the job from starting.
    ///
    /// - Parameter offset: How many records are passed over first.
    /// - Complexity: O(*n*) for *n* records up to the last one that counts.
    public func limit(_ count: Int, offset: Int = 0) -> DataStream<Element> {
        guard count >= 0, offset >= 0 else {
            note("limit(\(count), offset: \(offset)): neither may be negative", "limit")
            return self
        }
        return (offset > 0 ? permitted(.offset, offset) : self).permitted(.limit, count)
    }

    private func permitted(_ purpose: LimitNode<Element>.Purpose, _ count: Int) -> DataStream<Element> {
        add(LimitNode<Element>(purpose, count: count, input: port, replication: replication, isTimed: isTimed))
    }
}
