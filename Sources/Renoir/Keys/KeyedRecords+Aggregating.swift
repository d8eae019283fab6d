public import Dataflow

extension KeyedRecords {
    /// Combines the values of each key, and puts out what comes of it at the end of a pass.
    @inlinable @inline(__always)
    func aggregated<Accumulator: Sendable, Result: Sendable>(
        _ name: String, initial: @escaping @Sendable () -> Accumulator,
        add: @escaping @Sendable (inout Accumulator, Access.Value) throws -> Void,
        result: @escaping @Sendable (Accumulator) throws -> Result?
    ) -> DataStream<Keyed<Access.Key, Result>> {
        let key = key
        return stream.apply(
            name, state: { KeyedStates<Access.Key, Accumulator>($0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                    _: UnsafeMutablePointer<Keyed<Access.Key, Result>>,
                    states: UnsafeMutablePointer<KeyedStates<Access.Key, Accumulator>>
                ) in
                try Access.update(states, &cursor, input, key: key, update: add)
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Keyed<Access.Key, Result>>,
                    states: UnsafeMutablePointer<KeyedStates<Access.Key, Accumulator>>
                ) in
                try states.pointee.emit(&cursor, output) { (key, accumulator, _) throws in
                    guard let result = try result(accumulator) else { return nil }
                    return Keyed(key: key, value: result)
                }
            },
            stateBytes: { states in states.pointee.byteCount })
    }

    /// Combines the values of each key before they move, and puts out pairs of keys and accumulators: at the end of a pass, and
    /// earlier where there are more than a worker may keep.
    @inlinable @inline(__always)
    func combined<Pairs: PairAccess>(
        _ name: String, as pairs: Pairs.Type, initial: @escaping @Sendable () -> Pairs.Value,
        add: @escaping @Sendable (inout Pairs.Value, Access.Value) throws -> Void
    ) -> KeyedRecords<Pairs> where Pairs.Key == Access.Key {
        let key = key
        let combined: DataStream<Pairs.Record> = stream.apply(
            name, state: { KeyedStates<Access.Key, Pairs.Value>($0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                    output: UnsafeMutablePointer<Pairs.Record>,
                    states: UnsafeMutablePointer<KeyedStates<Access.Key, Pairs.Value>>
                ) in
                if states.pointee.isDraining {
                    states.pointee.emitPairs(Pairs.self, &cursor, output)
                    if cursor.isPending { return }
                }
                try Access.update(states, &cursor, input, key: key, update: add)
                cursor.isPending = states.pointee.checkBudget()
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Pairs.Record>,
                    states: UnsafeMutablePointer<KeyedStates<Access.Key, Pairs.Value>>
                ) in
                states.pointee.emitPairs(Pairs.self, &cursor, output)
            },
            stateBytes: { states in states.pointee.byteCount })
        return KeyedRecords<Pairs>(combined) { record in Pairs.key(of: record) }
    }
}
