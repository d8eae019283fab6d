internal import Dataflow
public import Records

/// What the control of a loop says after each iteration: the state, which iteration of the job it was, and whether another comes.
@usableFromInline
typealias LoopAnswer<State> = (state: State, iteration: UInt64, goesOn: Bool)

/// What decides after each iteration of a loop, while the pipeline is written.
///
/// Each worker folds what its part of the body gives; one worker of rank 0 folds those values into the state, and decides; one worker of each
/// rank hears of it, and tells the rank's heads by the loop's ``LoopCourse``. So an iteration takes two rounds of the ranks.
@usableFromInline
struct LoopControl<State: Sendable> {
    @usableFromInline let state: LoopState<State>
    private let name: String
    private let initial: State
    private let iterations: Int
    private let course: LoopCourse
    /// What else leaves the loop, and may be used in place of the state.
    var results: Port?

    /// Begins the loop: what is added from now on is in its body.
    init(_ name: String, of stream: DataStream<some Sendable>, iterations: Int, initial: State) {
        if iterations < 1 { stream.note("\(name)(upTo: \(iterations)): one iteration is the least", name) }
        self.name = name
        self.initial = initial
        self.iterations = iterations
        state = LoopState(initial)
        course = stream.graph.beginLoop()
    }

    /// Adds the control: what it takes is what workers made of an iteration.
    ///
    /// - Returns: What it has decided after each iteration.
    @usableFromInline
    func decide<Delta>(
        on deltas: DataStream<Delta>, wires: (delta: WireFormat<Delta>?, answer: WireFormat<LoopAnswer<State>>?),
        global: @escaping @Sendable (inout State, Delta) throws -> Void,
        while goesOn: @escaping @Sendable (inout State) throws -> Bool
    ) -> DataStream<LoopAnswer<State>> {
        let answers = answers(to: deltas.gather(name, wire: wires.delta), global: global, while: goesOn)
        announce(answers.gatherOnAllRanks(name, wire: wires.answer))
        return answers
    }

    /// Closes the loop.
    ///
    /// - Returns: The state that the last iteration has come to.
    @usableFromInline
    func leave(with answers: DataStream<LoopAnswer<State>>) -> DataStream<State> {
        answers.compactMap { $0.goesOn ? nil : $0.state }.leavingLoop("end of \(name)", orElse: results)
    }

    private struct Standing {
        var state: State
        /// Of this run of the loop, and of all.
        var round = 0
        var iteration: UInt64 = 0
    }

    private func answers<Delta>(
        to deltas: DataStream<Delta>, global: @escaping @Sendable (inout State, Delta) throws -> Void,
        while goesOn: @escaping @Sendable (inout State) throws -> Bool
    ) -> DataStream<LoopAnswer<State>> {
        let (initial, iterations, level) = (initial, iterations, deltas.graph.loops.current.level)
        return deltas.apply(
            "\(name): decide", state: { _ in Standing(state: initial) },
            kernel: { cursor, input, _, standing in
                while cursor.consumed < cursor.available {
                    let delta = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    try global(&standing.pointee.state, delta)
                }
            },
            emission: { cursor, output, standing in
                standing.pointee.round += 1
                standing.pointee.iteration += 1
                let isAnother = try goesOn(&standing.pointee.state) && standing.pointee.round < iterations
                let now = standing.pointee
                (output + cursor.produced).initialize(to: (now.state, now.iteration, isAnother))
                cursor.produced += 1
            },
            endPass: { standing, ended in
                // The loop has ended, and may be run again with what comes next.
                guard ended < level else { return }
                standing.state = initial
                standing.round = 0
            })
    }

    private func announce(_ answers: DataStream<LoopAnswer<State>>) {
        let (state, course, initial) = (state, course, initial)
        let parts = OperatorParts<LoopAnswer<State>, Never, Stateless>(
            makeState: { _ in Stateless() },
            kernel: { cursor, input, _, _ in
                while cursor.consumed < cursor.available {
                    let answer = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    course.say(answer.iteration, goesOn: answer.goesOn) {
                        state.advance(to: answer.goesOn ? answer.state : initial)
                    }
                }
            })
        answers.graph.add(
            OperatorNode(
                name: "\(name): announce", kind: .sink, input: answers.port, replication: answers.replication,
                parts: parts))
    }
}

extension DataStream {
    /// Closes the loop that the stream is in.
    ///
    /// - Returns: The stream outside of it.
    @usableFromInline
    func leavingLoop(_ name: String) -> DataStream<Element> { leavingLoop(name, orElse: nil) }

    /// - Parameter results: What may be used of the loop in place of this.
    func leavingLoop(_ name: String, orElse results: Port?) -> DataStream<Element> {
        let exit = LoopExitNode<Element>(
            name: name, input: port, level: graph.loops.current.level, replication: replication, results: results)
        graph.endLoop()
        return add(exit)
    }
}
