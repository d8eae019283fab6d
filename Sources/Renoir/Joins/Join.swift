public import Dataflow

extension KeyedDataStream {
    /// Pairs the values of equal keys of two streams.
    ///
    /// ```swift
    /// let orders = context.parallelStream(allOrders).groupBy { $0.customer }
    /// let named = orders.join(customers.groupBy { $0.id }).map { order, customer in (customer.name, order.total) }
    /// ```
    ///
    /// Local: what lies by its key, after ``DataStream/groupBy(_:)``, meets where it is; streams of ``DataStream/keyBy(_:)`` meet
    /// what their worker has. A pair is given as soon as both of its records are there, in no particular order; it has the later one of
    /// their times, if both streams have times, and a watermark passes when both have reached it. What may still meet others is
    /// kept until the end of the pass, within ``RuntimeConfig/stateBytes``: of both streams while both go on, and of one when the other
    /// has ended.
    ///
    /// - Throws: The job ends with an error if what is kept is more than the budget allows.
    /// - Complexity: O(*n* + *p*) for *n* records and *p* pairs.
    @inlinable @inline(__always)
    public func join<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>
    ) -> KeyedDataStream<Key, (Value, Other), Placement> {
        joined(with: other, .inner) { key, left, right in Keyed(key: key, value: (left!.pointee, right!.pointee)) }
    }

    /// Pairs the values of equal keys, and gives the values of this stream for whose key there are no others, too; as ``join(_:)``.
    ///
    /// A value that meets none is given at the end of the pass at the latest.
    @inlinable @inline(__always)
    public func leftJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>
    ) -> KeyedDataStream<Key, (Value, Other?), Placement> {
        joined(with: other, .left) { key, left, right in Keyed(key: key, value: (left!.pointee, right?.pointee)) }
    }

    /// Pairs the values of equal keys, and gives the values of `other` for whose key there are none here, too; as ``join(_:)``.
    @inlinable @inline(__always)
    public func rightJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>
    ) -> KeyedDataStream<Key, (Value?, Other), Placement> {
        joined(with: other, .right) { key, left, right in Keyed(key: key, value: (left?.pointee, right!.pointee)) }
    }

    /// Pairs the values of equal keys, and gives those that meet none, too, of both streams; as ``join(_:)``.
    @inlinable @inline(__always)
    public func fullJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>
    ) -> KeyedDataStream<Key, (Value?, Other?), Placement> {
        joined(with: other, .full) { key, left, right in Keyed(key: key, value: (left?.pointee, right?.pointee)) }
    }

    /// The values for whose key there is any in `other`, once each; as ``join(_:)``.
    ///
    /// Of `other`, only its keys are kept; of this stream, only what has met none yet.
    @inlinable @inline(__always)
    public func semiJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>
    ) -> KeyedDataStream<Key, Value, Placement> {
        joined(with: other, .semi) { key, left, _ in Keyed(key: key, value: left!.pointee) }
    }

    /// The values for whose key there is none in `other`; as ``join(_:)``.
    ///
    /// They are given when `other` has ended its pass. Of it, only its keys are kept.
    @inlinable @inline(__always)
    public func antiJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>
    ) -> KeyedDataStream<Key, Value, Placement> {
        joined(with: other, .anti) { key, left, _ in Keyed(key: key, value: left!.pointee) }
    }

    @inlinable @inline(__always)
    func joined<Other: Sendable, Output: Sendable>(
        with other: KeyedDataStream<Key, Other, Placement>, _ kind: JoinKind,
        make: @escaping (Key, UnsafeMutablePointer<Value>?, UnsafeMutablePointer<Other>?) -> Keyed<Key, Output>
    ) -> KeyedDataStream<Key, Output, Placement> {
        typealias State = JoinState<Key, Value, Other>
        return KeyedDataStream<Key, Output, Placement>(
            records: records.joined(
                with: other.records, kind,
                left: {
                    (
                        cursor: inout Cursor, input: UnsafeMutablePointer<Keyed<Key, Value>>,
                        output: UnsafeMutablePointer<Keyed<Key, Output>>, state: UnsafeMutablePointer<State>
                    ) in
                    try FromLeft<Key, Value, Other>.take(&cursor, input, output, state, make: make)
                },
                right: {
                    (
                        cursor: inout Cursor, input: UnsafeMutablePointer<Keyed<Key, Other>>,
                        output: UnsafeMutablePointer<Keyed<Key, Output>>, state: UnsafeMutablePointer<State>
                    ) in
                    try FromRight<Key, Value, Other>.take(&cursor, input, output, state, make: make)
                },
                rest: {
                    (
                        cursor: inout Cursor, output: UnsafeMutablePointer<Keyed<Key, Output>>,
                        state: UnsafeMutablePointer<State>
                    ) in
                    try state.pointee.giveRest(&cursor, output, make: make)
                }))
    }
}

extension DataStream {
    @usableFromInline
    func joined<Key, Left, Right, Other, Output>(
        with other: DataStream<Other>, _ kind: JoinKind,
        left: @escaping Kernel<Element, Output, JoinState<Key, Left, Right>>,
        right: @escaping Kernel<Other, Output, JoinState<Key, Left, Right>>,
        rest: @escaping Emission<Output, JoinState<Key, Left, Right>>
    ) -> DataStream<Output> {
        // A graph with a problem doesn't run: any input will do.
        let rightPort = isOfOneContext(with: other, kind.rawValue) ? other.port : port
        let isTimed = isTimed && other.isTimed
        return add(
            JoinNode(
                name: kind.rawValue, inputs: [port, rightPort], replication: replication, isTimed: isTimed,
                parts: JoinParts(
                    makeState: { JoinState(kind, $0, isTimed: isTimed) }, left: left, right: right,
                    inputEnded: { $0.ended = $1 },
                    emission: kind.givesLeftAlone || kind.givesRightAlone ? rest : nil, endPass: { $0.endPass() },
                    stateBytes: { $0.pointee.byteCount })))
    }
}
