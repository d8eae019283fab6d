public import Dataflow
public import Records

extension DataStream {
    /// All records in one order.
    ///
    /// ```swift
    /// let ranking = players.sorted { $0.score > $1.score }
    /// let best = ranking.limit(10).collect()
    /// ```
    ///
    /// Exchanges: each record moves to the worker that sorts its range of the order, and from there to a single worker of rank 0, one range
    /// after the other. Emits at the end of a pass. Records that are equal in the order come in any. Timestamps end here.
    ///
    /// What follows runs on one worker. Where ranges may stay apart, ``sortedRanges(by:)`` leaves them on their workers.
    ///
    /// - Parameter areInIncreasingOrder: Whether the first record comes before the second; a strict weak ordering.
    /// - Throws: Whatever `areInIncreasingOrder` throws ends the job on all ranks.
    /// - Complexity: O(*n* log *n*) for *n* records, divided among the workers. Records are kept as they travel, in about as many bytes as
    ///   they take in files, divided among the ranks; rank 0 keeps none of those of others.
    @inlinable
    public func sorted(
        by areInIncreasingOrder: @escaping @Sendable (Element, Element) throws -> Bool
    ) -> DataStream<Element> {
        sortedRanges(by: areInIncreasingOrder).gatherInOrder("sorted", wire: .resolve())
    }

    /// All records in one order, of which each worker holds a range: those of a worker are sorted, and come before those of the next.
    ///
    /// ```swift
    /// let files = lines.sortedRanges { $0 < $1 }.writeLines("sorted/part.txt", .perReplica)
    /// ```
    ///
    /// Exchanges: each record moves to the worker that sorts its range. A sample of the records decides on the ranges: with half a million
    /// records and more their sizes differ by a few percent, and records that are equal in the order may lie in several. Emits at the end of a
    /// pass. Timestamps end here.
    ///
    /// - Parameter areInIncreasingOrder: Whether the first record comes before the second; a strict weak ordering.
    /// - Throws: Whatever `areInIncreasingOrder` throws ends the job on all ranks.
    /// - Complexity: O(*n* log *n*) for *n* records, divided among the workers. Records are kept until the pass has ended.
    @inlinable
    public func sortedRanges(
        by areInIncreasingOrder: @escaping @Sendable (Element, Element) throws -> Bool
    ) -> DataStream<Element> {
        inRanges(by: areInIncreasingOrder).sortedLocally(by: areInIncreasingOrder) { records, scratch in
            try MergeSort.sort(records, scratch.memory(for: records.count), areInIncreasingOrder)
        }
    }

    /// Moves each record to the worker that has its range.
    @inlinable
    func inRanges(by areInOrder: @escaping @Sendable (Element, Element) throws -> Bool) -> DataStream<Element> {
        let (records, samples) = spreadOverWorkers("sorted", wire: .resolve()).sampled()
        let sample = samples.gather("sample", wire: .resolve())
            .foldLocally(
                "sample", { [SampledRecord<Element>]() }, { $0.append($1) },
                result: { try $0.sorted { try areInOrder($0.record, $1.record) } }
            )
            .flatMap { $0 }
            .spread("sample", wire: .resolve())
        let bounds = RangeBounds<Element>()
        return records.kept(until: sample, bounds).partition("sorted", wire: .resolve()) { replica in
            let slot = bounds.slot(of: replica)
            return { cursor, input, partition in
                let bounds = slot.bounds
                try partition.distribute(&cursor, input) { record in
                    let range = try bounds.range(of: record, areInOrder)
                    guard range.count > 1 else { return range.lowerBound }
                    // Of what is equal in the order, each gets some.
                    slot.turn &+= 1
                    return range.lowerBound + slot.turn % range.count
                }
            }
        }
    }

    /// Sorts the records of each worker.
    @inlinable
    func sortedLocally(
        by areInOrder: @escaping @Sendable (Element, Element) throws -> Bool,
        sort: @escaping (UnsafeMutableBufferPointer<Element>, _ scratch: SortScratch<Element>) throws -> Void
    ) -> DataStream<Element> {
        let format = WireFormat<Element>.resolve()
        return apply(
            "sort", mayBeCutOff: true, state: { _ in SortedRuns<Element>(format) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, _: UnsafeMutablePointer<Element>,
                    runs: UnsafeMutablePointer<SortedRuns<Element>>
                ) in
                let runs = runs.pointee
                while cursor.consumed < cursor.available {
                    cursor.consumed += runs.take(input + cursor.consumed, cursor.available - cursor.consumed)
                    if runs.isFull {
                        try sort(runs.records, runs.scratch)
                        try runs.closeRun()
                    }
                }
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Element>,
                    runs: UnsafeMutablePointer<SortedRuns<Element>>
                ) in
                let runs = runs.pointee
                if !runs.isComplete {
                    try sort(runs.records, runs.scratch)
                    try runs.complete()
                }
                if let merge = runs.merge {
                    try merge.take(&cursor, output, areInOrder)
                } else {
                    runs.give(&cursor, output)
                }
            },
            endPass: { runs, _ in runs = SortedRuns(format) }, stateBytes: { $0.pointee.byteCount })
    }

    @usableFromInline
    func sampled() -> (records: DataStream<Element>, samples: DataStream<SampledRecord<Element>>) {
        let node = graph.add(
            SampleNode<Element>(name: "sample", input: port, replication: replication, samples: 4096))
        return (
            DataStream(context: context, port: Port(node), batching: batching),
            DataStream<SampledRecord<Element>>(context: context, port: Port(node, output: 1), batching: batching)
        )
    }

    /// Keeps the records until `sample` has ended; who sends them on then finds what it says in `bounds`.
    @usableFromInline
    func kept(
        until sample: DataStream<SampledRecord<Element>>, _ bounds: RangeBounds<Element>
    ) -> DataStream<Element> {
        add(
            RangeNode<Element>(
                name: "ranges", records: port, samples: sample.port, replication: replication, bounds: bounds,
                format: .resolve() ?? .unsupported))
    }
}

extension DataStream where Element: Comparable {
    /// All records from the least to the greatest; as ``sorted(by:)``.
    ///
    /// ```swift
    /// let words = lines.flatMap { $0.words() }.distinct().sorted()
    /// ```
    ///
    /// NaN is greater than any number.
    ///
    /// - Complexity: As with a closure; whole numbers and floating-point numbers are sorted by their digits, in O(*n*) but for the merging
    ///   of parts of 16 MiB.
    @inlinable
    public func sorted() -> DataStream<Element> { sortedRanges().gatherInOrder("sorted", wire: .resolve()) }

    /// All records from the least to the greatest, of which each worker holds a range; as ``sortedRanges(by:)``.
    ///
    /// ```swift
    /// let ranges = numbers.sortedRanges()
    /// ```
    @inlinable
    public func sortedRanges() -> DataStream<Element> {
        inRanges(by: { comesBefore($0, $1) }).sortedLocally(by: { comesBefore($0, $1) }) { records, scratch in
            let memory = scratch.memory(for: records.count)
            if DigitOrder.has(Element.self) {
                DigitOrder.sort(records, memory)
            } else {
                try MergeSort.sort(records, memory) { comesBefore($0, $1) }
            }
        }
    }
}
