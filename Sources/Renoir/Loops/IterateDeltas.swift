public import Dataflow
public import Records

extension KeyedDataStream where Placement == GroupedByKey {
    /// Keeps a state for each key, gives what changes to `body`, and takes what comes out as the next changes, until nothing changes any
    /// more.
    ///
    /// ```swift
    /// // The length of the shortest path from vertex 0 to each that can be reached.
    /// let lengths = context.stream(of: [(0, 0.0)]).groupBy { $0.0 }.map { $0.1 }.iterateDeltas(
    ///     upTo: .max, initial: Double.infinity,
    ///     apply: { shortest, length in
    ///         guard length < shortest else { return nil }
    ///         shortest = length
    ///         return length
    ///     }
    /// ) { changed in
    ///     changed.join(edges).values().map { length, edge in (edge.to, length + edge.weight) }
    ///         .groupBy { $0.0 }.map { $0.1 }
    /// }
    /// ```
    ///
    /// The work of an iteration is what changes, not what there is. States stay on the workers of their keys through all iterations, within
    /// ``RuntimeConfig/stateBytes``. For each pass of the input, each key that has ever had a value comes out once, with its state.
    ///
    /// Exchanges: what `body` does, and each iteration, one number of each worker to rank 0 and one to each rank. Times end here, as in
    /// ``DataStream/iterate(upTo:state:into:local:global:while:_:)``, and all of the input is there before the first iteration.
    ///
    /// - Parameters:
    ///   - iterations: How many there are at most; fewer than one keep the job from starting.
    ///   - initial: The state of a key that is new.
    ///   - apply: Called once per value, in no particular order; returns what the body gets for the key, or nil if the value changes nothing
    ///     that matters.
    ///   - body: Called once, while the pipeline is written. It may use streams from outside of the loop, which are kept and given again in
    ///     each iteration; it has no sinks.
    /// - Throws: Whatever the closures throw ends the job on all ranks.
    /// - Complexity: O(*v*) for *v* values in all iterations, besides the body; memory for the states.
    @inlinable
    public func iterateDeltas<State: Sendable, Change: Sendable>(
        upTo iterations: Int, initial: @autoclosure @escaping @Sendable () -> State,
        apply: @escaping @Sendable (inout State, Value) throws -> Change?,
        _ body: (KeyedStream<Key, Change>) -> KeyedStream<Key, Value>
    ) -> KeyedStream<Key, State> {
        let (deltas, control) = records.beginIterating(upTo: iterations, state: 0, name: "iterateDeltas")
        let (changes, totals) = deltas.remembered(
            initial,
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Keyed<Key, Value>>,
                    output: UnsafeMutablePointer<Keyed<Key, Change>>,
                    states: UnsafeMutablePointer<KeyedStates<Key, State>>
                ) in
                try StoredKeys<Key, Value>.apply(states, &cursor, input, output, apply)
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Keyed<Key, State>>,
                    states: UnsafeMutablePointer<KeyedStates<Key, State>>
                ) in
                try states.pointee.emit(&cursor, output) { key, state, _ in Keyed(key: key, value: state) }
            })
        let given = body(KeyedStream(records: changes)).records
        _ = deltas.leadBack(given)
        _ = control.decide(
            on: given.foldLocally("iterateDeltas: fold", { 0 }, { count, _ in count += 1 }, result: { $0 }),
            wires: (.resolve(), .resolve()), global: { $0 += $1 }, while: { $0.takeIsPositive() })
        return KeyedStream(records: totals.leavingLoop("end of iterateDeltas"))
    }
}

extension KeyAccess {
    /// Applies the values of a batch to the states of their keys, and puts out what has changed.
    @inlinable @inline(__always)
    static func apply<State, Change>(
        _ states: UnsafeMutablePointer<KeyedStates<Key, State>>, _ cursor: inout Cursor,
        _ input: UnsafeMutablePointer<Record>, _ output: UnsafeMutablePointer<Keyed<Key, Change>>,
        _ apply: (inout State, Value) throws -> Change?
    ) throws {
        let count = cursor.runLength
        let records = input + cursor.consumed
        let (hashes, initial) = (states.pointee.hashes(count), states.pointee.initial)
        hash(records, count: count, seed: states.pointee.seed, into: hashes)
        var visited = 0
        try states.pointee.table.visit(
            hashes: hashes, count: count, cursor: &visited, key: { storedKey(in: records + $0) }, initial: initial
        ) { place, index in
            cursor.consumed += 1
            let change = try value(in: records + index).withMovedValue { try apply(&place.state.pointee, $0) }
            guard let change else { return true }
            (output + cursor.produced).initialize(to: Keyed(key: place.key, value: change))
            cursor.produced += 1
            return true
        }
    }
}

extension DataStream {
    @usableFromInline
    func remembered<Key, State, Change>(
        _ initial: @escaping @Sendable () -> State,
        kernel: @escaping Kernel<Element, Keyed<Key, Change>, KeyedStates<Key, State>>,
        emission: @escaping Emission<Keyed<Key, State>, KeyedStates<Key, State>>
    ) -> (changes: DataStream<Keyed<Key, Change>>, totals: DataStream<Keyed<Key, State>>) {
        let node = graph.add(
            LoopMemoryNode(
                name: "iterateDeltas: apply", input: port, replication: replication,
                parts: LoopMemoryParts(
                    makeState: { KeyedStates($0, initial: initial) }, kernel: kernel, emission: emission,
                    stateBytes: { $0.pointee.byteCount })))
        return (
            DataStream<Keyed<Key, Change>>(context: context, port: Port(node)),
            DataStream<Keyed<Key, State>>(context: context, port: Port(node, output: 1))
        )
    }
}
