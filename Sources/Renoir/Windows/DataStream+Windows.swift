public import Dataflow
internal import Session

extension DataStream {
    /// Adds an operator that puts out results with time, and late records beside them.
    @usableFromInline
    func windowed<Output, State>(
        _ name: String, problem: String?, needsTime: Bool, state: @escaping (Replica) throws -> State,
        kernel: @escaping SidedKernel<Element, Output, Element, State>, emission: @escaping Emission<Output, State>,
        endPass: @escaping (inout State) throws -> Void,
        stateBytes: @escaping (UnsafeMutablePointer<State>) -> Int
    ) -> (results: DataStream<Output>, late: DataStream<Element>) {
        if let problem { note(problem, name) }
        if needsTime, !isTimed {
            note("its records have no times; say what they are by withTimestamps(_:watermarks:)", name)
        }
        let node = graph.add(
            SidedNode(
                name: name, input: port, replication: replication, isTimed: isTimed,
                parts: SidedParts(
                    makeState: state, kernel: kernel, emission: emission, endPass: endPass, stateBytes: stateBytes)))
        return (
            DataStream<Output>(context: context, port: Port(node), batching: batching),
            DataStream(context: context, port: Port(node, output: 1), batching: batching)
        )
    }
}
