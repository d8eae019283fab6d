package import Session

/// The operators of a job in the order in which the program added them: inputs come before their consumers.
package final class Graph: @unchecked Sendable {
    package private(set) var nodes: [Node] = []
    /// What is wrong with the graph; the first is reported when it is to run.
    package private(set) var problems: [JobError] = []

    package init() {}

    /// Adds `node`, whose inputs are in the graph, and returns its place.
    @discardableResult
    package func add(_ node: Node) -> Int {
        precondition(node.inputs.allSatisfy(nodes.indices.contains), "inputs \(node.inputs) of \(nodes.count) nodes")
        node.id = nodes.count
        nodes.append(node)
        return node.id
    }

    /// Notes an error that keeps the graph from running, so that building it needs no `try`.
    package func note(_ problem: JobError) { problems.append(problem) }

    /// The nodes that take the records of node `id`; one that takes them twice, twice.
    package func consumers(of id: Int) -> [Node] {
        nodes.flatMap { node in node.inputs.filter { $0 == id }.map { _ in node } }
    }

    /// - Throws: The first reason why the graph can't run.
    package func validate() throws(JobError) {
        if let problem = problems.first { throw problem }
        guard !nodes.isEmpty else {
            throw JobError(.graph, "the context has no stream; add a source and a sink before execute()")
        }
        for node in nodes where node.kind != .sink && consumers(of: node.id).isEmpty {
            throw JobError(
                .graph, "nobody takes its records; end the stream with a sink such as collect() or forEach(_:)",
                operator: node.label)
        }
    }

    /// One line for each node, the same on all ranks that built the same graph.
    package var signature: [String] {
        nodes.map { node in
            "\(node.label) \(node.kind.rawValue) of \(node.inputs), \(node.recordType), \(node.replication.rawValue)"
                + (node.detail.isEmpty ? "" : ", \(node.detail)")
        }
    }
}
