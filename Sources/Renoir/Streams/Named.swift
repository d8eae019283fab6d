internal import Dataflow
internal import Session

extension DataStream {
    /// Gives the operator that made the stream a name.
    ///
    /// ```swift
    /// let parsed = lines.compactMap { Visit($0) }.named("parse")
    /// ```
    ///
    /// Messages and `explain()` say it, and the operator is known by it alone, however the pipeline around it changes. Two operators
    /// of a context can't have the same name; an empty one is none. The job doesn't start otherwise.
    ///
    /// Local: nothing moves here.
    public func named(_ name: String) -> DataStream<Element> {
        let isTaken = graph.nodes.contains { $0.givenName == name && $0.id != port.node }
        if isTaken || name.isEmpty {
            graph.note(
                JobError(
                    .graph, name.isEmpty ? "its name is empty" : "another operator is named \"\(name)\", too",
                    operator: graph.nodes[port.node].label))
        } else {
            graph.name(port.node, name)
        }
        return self
    }
}
