internal import Dataflow
public import Records

extension DataStream {
    /// Gives all records to `body` time and again, and makes a state of what comes out, which the next iteration can see.
    ///
    /// ```swift
    /// let fitted = points.replay(
    ///     upTo: 20, state: Line(), into: Gradient(), local: { $0.add($1) }, global: { $0.step(along: $1) }
    /// ) { points, line in points.map { $0.gradient(of: line.value) } }
    /// ```
    ///
    /// In each iteration each worker combines what its part of `body` gives into a value of its own (`local`); these are combined into
    /// the state on one worker (`global`), and all ranks get it before any of them begins the next. The loop ends after
    /// `iterations`, or when `goesOn` says so. Emits one record for each pass of the input: the last state.
    ///
    /// Exchanges: each iteration, one value of each worker moves to rank 0, and the state to each rank. The records stay where they
    /// are; those of a stream with a single replica are spread first. What is kept of them counts as ``RuntimeConfig/stateBytes``.
    /// Times end here: an iteration gives the same records again. All of the input is there before the first one starts.
    ///
    /// The body is called once, while the pipeline is written, and gives one stream of what it does. It may use streams from outside of
    /// the loop, which are kept and given again in each iteration, too; it has no sinks.
    ///
    /// - Parameters:
    ///   - iterations: How many there are at most; fewer than one keep the job from starting.
    ///   - state: The state that the first iteration sees.
    ///   - initial: Where each worker starts in each iteration; combining it with a state must not change that.
    ///   - local: Called once per record that the body gives.
    ///   - global: Called once per worker and iteration, in no particular order.
    ///   - goesOn: Called after each iteration, with the state, which it may change for the next one.
    ///   - body: Called once, while the pipeline is written.
    /// - Throws: Whatever the closures throw ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records and iteration, divided among the workers; memory for the records.
    @inlinable
    public func replay<State: Sendable, Delta: Sendable, Output: Sendable>(
        upTo iterations: Int, state: State, into initial: @autoclosure @escaping @Sendable () -> Delta,
        local: @escaping @Sendable (inout Delta, Output) throws -> Void,
        global: @escaping @Sendable (inout State, Delta) throws -> Void,
        while goesOn: @escaping @Sendable (inout State) throws -> Bool = { _ in true },
        _ body: (DataStream<Element>, LoopState<State>) -> DataStream<Output>
    ) -> DataStream<State> {
        let input = spreadOverWorkers("replay", wire: .resolve())
        let (records, control) = input.beginReplay(upTo: iterations, state: state)
        let deltas = body(records, control.state).foldLocally("replay: fold", initial, local, result: { $0 })
        return control.leave(
            with: control.decide(on: deltas, wires: (.resolve(), .resolve()), global: global, while: goesOn))
    }

    /// Brings some of the records of a single worker to each.
    @usableFromInline
    func spreadOverWorkers(_ name: String, wire: WireFormat<Element>?) -> DataStream<Element> {
        replication == .everyWorker ? self : rebalance(name, wire: wire)
    }

    @usableFromInline
    func beginReplay<State>(
        upTo iterations: Int, state: State
    ) -> (records: DataStream<Element>, control: LoopControl<State>) {
        let port = port
        let control = LoopControl("replay", of: self, iterations: iterations, initial: state)
        return (
            add(LoopHeadNode<Element>(name: "replay", input: port, content: .replayed, replication: .everyWorker)),
            control
        )
    }
}
