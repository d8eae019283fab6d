internal import Dataflow
internal import Session

/// Records of one type that flow through a job, spread over its workers.
///
/// A stream is a place in the pipeline that is being written, not data: operators add to the pipeline, and nothing runs
/// until the context is executed. A stream may be used more than once; each use gets all records.
///
/// ```swift
/// let numbers = context.parallelStream(0..<1_000_000)
/// let even = numbers.filter { $0.isMultiple(of: 2) }.count().collect()
/// let sum = numbers.fold(0) { $0 += $1 }.collect()
/// try context.execute()
/// ```
public struct DataStream<Element: Sendable> {
    /// The context whose job it is part of.
    public let context: StreamContext
    /// Where its records come from.
    let origin: Port
    /// When records that wait to be sent by the next exchanges go.
    var batching = Batching.whenIdle

    init(context: StreamContext, port: Port, batching: Batching = .whenIdle) {
        self.context = context
        origin = port
        self.batching = batching
    }

    var graph: Graph { context.graph }
    /// Where an operator that is added now takes its records from: the stream itself, or, for one from outside of the loop that is being
    /// written, what gives it again in each iteration.
    var port: Port {
        let entered = graph.enter(origin) { port in
            LoopHeadNode<Element>(
                name: "kept", input: port, content: .replayed, replication: graph.nodes[port.node].replication)
        }
        if entered == nil {
            note("a stream of a loop's body is used outside of it; what leaves a loop is what its body gives", "loop")
        }
        return entered ?? origin
    }

    // What makes the port may add a node: it comes first.
    var replication: Replication {
        let port = port
        return graph.nodes[port.node].replication
    }
    /// Whether its records have times.
    var isTimed: Bool {
        let port = port
        return graph.type(of: port).isTimed
    }

    /// Notes what keeps the job from starting: the next operator, called `name`, can't be.
    func note(_ problem: String, _ name: String) {
        graph.note(JobError(.graph, problem, operator: "\(name) (#\(graph.nodes.count))"))
    }

    /// Whether `other` may be an input of the same operator; if not, neither of the two jobs starts.
    func isOfOneContext<Other>(with other: DataStream<Other>, _ name: String) -> Bool {
        guard context !== other.context else { return true }
        let problem = JobError(
            .graph, "its streams are of two contexts, each of which runs on its own",
            operator: "\(name) (#\(graph.nodes.count))")
        graph.note(problem)
        other.graph.note(problem)
        return false
    }
}
