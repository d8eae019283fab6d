internal import Dataflow
public import Records

extension DataStream {
    /// Gives the records to `body`, what comes out to `body` again, and so on; and makes a state of what comes out, which the next iteration
    /// can see.
    ///
    /// ```swift
    /// let (steps, reached) = starts.iterate(
    ///     upTo: 100, state: 0, into: 0, local: { count, _ in count += 1 }, global: { $0 += $1 }
    /// ) { places, _ in places.flatMap { $0.neighbours }.distinct() }
    /// ```
    ///
    /// In each iteration each worker combines what its part of `body` gives into a value of its own (`local`); these are combined into
    /// the state on one worker (`global`), and all ranks get it before any of them begins the next. The loop ends after
    /// `iterations`, or when `goesOn` says so. For each pass of the input there is one last state, and the records of the last iteration.
    ///
    /// Exchanges: each iteration, one value of each worker moves to rank 0, and the state to each rank. What `body` gives stays where it
    /// is; records of a single worker are spread first. What is kept of them counts as ``RuntimeConfig/stateBytes``.
    /// Times end here: nobody can say what time it is in an iteration. All of the input is there before the first one starts.
    ///
    /// The body is called once, while the pipeline is written, and gives one stream of what it does. It may use streams from outside of
    /// the loop, which are kept and given again in each iteration; it has no sinks.
    ///
    /// - Parameters:
    ///   - iterations: How many there are at most; fewer than one keep the job from starting.
    ///   - state: The state that the first iteration sees.
    ///   - initial: Where each worker starts in each iteration; combining it with a state must not change that.
    ///   - local: Called once per record that the body gives.
    ///   - global: Called once per worker and iteration, in no particular order.
    ///   - goesOn: Called after each iteration, with the state, which it may change for the next one.
    ///   - body: Called once, while the pipeline is written.
    /// - Returns: The last state of each pass, and the records that the last iteration gave.
    /// - Throws: Whatever the closures throw ends the job on all ranks.
    /// - Complexity: What the body costs, and memory for what it gives in an iteration.
    @inlinable
    public func iterate<State: Sendable, Delta: Sendable>(
        upTo iterations: Int, state: State, into initial: @autoclosure @escaping @Sendable () -> Delta,
        local: @escaping @Sendable (inout Delta, Element) throws -> Void,
        global: @escaping @Sendable (inout State, Delta) throws -> Void,
        while goesOn: @escaping @Sendable (inout State) throws -> Bool = { _ in true },
        _ body: (DataStream<Element>, LoopState<State>) -> DataStream<Element>
    ) -> (state: DataStream<State>, records: DataStream<Element>) {
        let input = spreadOverWorkers("iterate", wire: .resolve())
        let (records, control) = input.beginIterating(upTo: iterations, state: state)
        let given = body(records, control.state).spreadOverWorkers("iterate", wire: .resolve())
        let deltas = given.foldLocally("iterate: fold", initial, local, result: { $0 })
        let results = records.leadBack(given)
        let answers = control.decide(on: deltas, wires: (.resolve(), .resolve()), global: global, while: goesOn)
        return (control.leave(with: answers), results)
    }

    /// Gives the records to `body`, what comes out to `body` again, and so on, until nothing comes out.
    ///
    /// ```swift
    /// // Halves until all are odd or gone.
    /// numbers.iterate(upTo: 64) { numbers in numbers.filter { $0 % 2 == 0 && $0 > 0 }.map { $0 / 2 } }
    /// ```
    ///
    /// As ``iterate(upTo:state:into:local:global:while:_:)``, with the number of records as the state.
    ///
    /// - Returns: The records that the last iteration gave, if it was the last one that may be; else nothing.
    @inlinable
    public func iterate(
        upTo iterations: Int, _ body: (DataStream<Element>) -> DataStream<Element>
    ) -> DataStream<Element> {
        iterate(
            upTo: iterations, state: 0, into: 0, local: { count, _ in count += 1 },
            global: { (count: inout Int, more: Int) in count += more }, while: { $0.takeIsPositive() }
        ) { records, _ in body(records) }.records
    }
}

extension DataStream {
    @usableFromInline
    func beginIterating<State>(
        upTo iterations: Int, state: State, name: String = "iterate"
    ) -> (records: DataStream<Element>, control: LoopControl<State>) {
        let port = port
        var control = LoopControl(name, of: self, iterations: iterations, initial: state)
        let records: DataStream<Element> = add(
            LoopHeadNode<Element>(name: name, input: port, content: .ledBack, replication: .everyWorker))
        control.results = Port(records.origin.node, output: 1)
        return (records, control)
    }

    /// Leads what the body gives back to the head of the loop, which this stream comes from.
    ///
    /// - Returns: What the last iteration gives.
    @usableFromInline
    func leadBack(_ given: DataStream<Element>) -> DataStream<Element> {
        let head = port.node
        graph.close(head, with: given.port)
        return DataStream(context: context, port: Port(head, output: 1))
    }
}

extension Int {
    /// Whether a count of records isn't 0; the next iteration counts anew.
    @usableFromInline
    mutating func takeIsPositive() -> Bool {
        defer { self = 0 }
        return self > 0
    }
}
