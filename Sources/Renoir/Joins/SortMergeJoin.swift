public import Dataflow

/// How a join finds records of equal keys.
public enum JoinAlgorithm: Sendable {
    /// By a table of keys: pairs come as soon as both records are there, in no order.
    case hash
    /// By sorting both streams when they have ended: pairs come in the order of keys on each worker, at the end of the pass.
    case sortMerge
}

extension KeyedDataStream where Key: Comparable {
    /// As ``join(_:)``, by an algorithm of your choice.
    ///
    /// ```swift
    /// let pairs = orders.join(customers, by: .sortMerge)
    /// ```
    ///
    /// - Complexity: By sorting, O(*n* log *n* + *p*) for *n* records and *p* pairs; all records of both streams are kept until the pass has
    ///   ended.
    @inlinable @inline(__always)
    public func join<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, by algorithm: JoinAlgorithm
    ) -> KeyedDataStream<Key, (Value, Other), Placement> {
        guard algorithm == .sortMerge else { return join(other) }
        return merged(with: other, .inner) { Keyed(key: $0, value: ($1!.pointee, $2!.pointee)) }
    }

    /// As ``leftJoin(_:)``, by an algorithm of your choice.
    @inlinable @inline(__always)
    public func leftJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, by algorithm: JoinAlgorithm
    ) -> KeyedDataStream<Key, (Value, Other?), Placement> {
        guard algorithm == .sortMerge else { return leftJoin(other) }
        return merged(with: other, .left) { Keyed(key: $0, value: ($1!.pointee, $2?.pointee)) }
    }

    /// As ``rightJoin(_:)``, by an algorithm of your choice.
    @inlinable @inline(__always)
    public func rightJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, by algorithm: JoinAlgorithm
    ) -> KeyedDataStream<Key, (Value?, Other), Placement> {
        guard algorithm == .sortMerge else { return rightJoin(other) }
        return merged(with: other, .right) { Keyed(key: $0, value: ($1?.pointee, $2!.pointee)) }
    }

    /// As ``fullJoin(_:)``, by an algorithm of your choice.
    @inlinable @inline(__always)
    public func fullJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, by algorithm: JoinAlgorithm
    ) -> KeyedDataStream<Key, (Value?, Other?), Placement> {
        guard algorithm == .sortMerge else { return fullJoin(other) }
        return merged(with: other, .full) { Keyed(key: $0, value: ($1?.pointee, $2?.pointee)) }
    }

    /// As ``semiJoin(_:)``, by an algorithm of your choice.
    @inlinable @inline(__always)
    public func semiJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, by algorithm: JoinAlgorithm
    ) -> KeyedDataStream<Key, Value, Placement> {
        guard algorithm == .sortMerge else { return semiJoin(other) }
        return merged(with: other, .semi) { key, left, _ in Keyed(key: key, value: left!.pointee) }
    }

    /// As ``antiJoin(_:)``, by an algorithm of your choice.
    @inlinable @inline(__always)
    public func antiJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, by algorithm: JoinAlgorithm
    ) -> KeyedDataStream<Key, Value, Placement> {
        guard algorithm == .sortMerge else { return antiJoin(other) }
        return merged(with: other, .anti) { key, left, _ in Keyed(key: key, value: left!.pointee) }
    }

    @inlinable
    func merged<Other: Sendable, Output: Sendable>(
        with other: KeyedDataStream<Key, Other, Placement>, _ kind: JoinKind,
        make: @escaping (Key, UnsafeMutablePointer<Value>?, UnsafeMutablePointer<Other>?) -> Keyed<Key, Output>
    ) -> KeyedDataStream<Key, Output, Placement> {
        KeyedDataStream<Key, Output, Placement>(
            records: records.merged(
                with: other.records, kind,
                left: { cursor, input, _, state in
                    state.pointee.lefts.take(&cursor, input, times: &state.pointee.leftTimes)
                },
                right: { cursor, input, _, state in
                    state.pointee.rights.take(&cursor, input, times: &state.pointee.rightTimes)
                },
                merge: { cursor, output, state in try state.pointee.merge(&cursor, output, make: make) }))
    }
}

extension DataStream {
    @usableFromInline
    func merged<Key, Left, Right, Other, Output>(
        with other: DataStream<Other>, _ kind: JoinKind,
        left: @escaping Kernel<Element, Output, SortMergeState<Key, Left, Right>>,
        right: @escaping Kernel<Other, Output, SortMergeState<Key, Left, Right>>,
        merge: @escaping Emission<Output, SortMergeState<Key, Left, Right>>
    ) -> DataStream<Output> {
        // A graph with a problem doesn't run: any input will do.
        let rightPort = isOfOneContext(with: other, kind.rawValue) ? other.port : port
        return add(
            JoinNode(
                name: "\(kind.rawValue) by sorting", inputs: [port, rightPort], replication: replication,
                isTimed: isTimed && other.isTimed,
                parts: JoinParts(
                    makeState: { _ in SortMergeState(kind) }, left: left, right: right, inputEnded: { _, _ in },
                    emission: merge, endPass: { $0.endPass() }, stateBytes: { $0.pointee.byteCount })))
    }
}
