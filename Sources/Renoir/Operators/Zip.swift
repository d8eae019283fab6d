public import Dataflow

extension DataStream {
    /// Pairs the records of two streams: the first of one with the first of the other, and so on.
    ///
    /// ```swift
    /// let numbered = context.stream(of: 1...20).zip(context.stream(of: verses))
    /// ```
    ///
    /// Exchanges: all records of both streams move to a single worker of rank 0. Those of a single worker come in order, so
    /// two such streams pair as two sequences would; of others, some record meets some other. There are as many pairs as
    /// the stream with fewer records has, in each pass; what is left of the other one is dropped. What waits for its counterpart
    /// is kept, within ``RuntimeConfig/stateBytes``; the job goes on until both streams have ended. A pair has the later time
    /// of its two records, if both streams have times; a watermark passes when both have reached it.
    ///
    /// Both streams are of the same context, or neither of their jobs starts.
    ///
    /// - Throws: The job ends with an error if more records wait than the budget allows.
    /// - Complexity: O(*n*) for *n* records, all of them on one worker; memory for the records that wait.
    @inlinable @inline(__always)
    public func zip<Other>(_ other: DataStream<Other>) -> DataStream<(Element, Other)> {
        gather("zip", wire: .resolve()).zipped(with: other.gather("zip", wire: .resolve())) {
            left, right, output, count in
            for place in 0..<count {
                (output + place).initialize(to: ((left + place).move(), (right + place).move()))
            }
        }
    }

    @usableFromInline
    func zipped<Other, Output>(
        with other: DataStream<Other>, _ kernel: @escaping PairKernel<Element, Other, Output>
    ) -> DataStream<Output> {
        // A graph with a problem doesn't run: any input will do.
        let right = isOfOneContext(with: other, "zip") ? other.port : port
        return add(
            ZipNode(
                inputs: [port, right], replication: replication, isTimed: isTimed && other.isTimed, kernel: kernel))
    }
}
