internal import Dataflow

extension DataStream {
    /// Puts the records of two streams into one.
    ///
    /// ```swift
    /// let all = context.readLines("old.log").merge(context.readLines("new.log"))
    /// ```
    ///
    /// Local, if both streams have the same number of replicas; else the records of the one that has a single one are spread
    /// first, as by ``shuffle()``. Each stream keeps its order, records of different ones come as they come. A watermark passes
    /// when both streams have reached it, a pass ends when both have ended it. Records have times if both streams have.
    ///
    /// Both streams are of the same context, or neither of their jobs starts.
    ///
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func merge(_ other: DataStream<Element>) -> DataStream<Element> {
        merged(with: other, spread: { $0.shuffle() })
    }

    @usableFromInline
    func merged(with other: DataStream, spread: (DataStream) -> DataStream) -> DataStream {
        guard isOfOneContext(with: other, "merge") else { return self }
        let streams =
            replication == other.replication
            ? [self, other] : [self, other].map { $0.replication == .everyWorker ? $0 : spread($0) }
        return add(
            MergeNode<Element>(
                inputs: streams.map(\.port), replication: streams[0].replication,
                isTimed: streams.allSatisfy(\.isTimed)))
    }
}

extension KeyedDataStream {
    /// Puts the records of two streams into one; as ``DataStream/merge(_:)``.
    ///
    /// ```swift
    /// let all = old.groupBy { $0.user }.merge(new.groupBy { $0.id })
    /// ```
    ///
    /// Local: both streams lie by their keys already, or both don't: one that was made by ``DataStream/groupBy(_:)`` can't be merged
    /// with one of ``DataStream/keyBy(_:)``, whose records may be anywhere. Each stream keeps its order, records of different ones
    /// come as they come. Records have times if both streams have.
    ///
    /// - Complexity: O(*n*) for a batch of *n* records; each has its key with it from here on.
    @inlinable @inline(__always)
    public func merge(_ other: KeyedDataStream) -> KeyedDataStream {
        KeyedDataStream(records: records.merge(other.records))
    }
}
