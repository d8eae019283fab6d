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
        precondition(node.inputs.allSatisfy(has), "inputs \(node.inputs) of \(nodes.count) nodes")
        node.id = nodes.count
        nodes.append(node)
        return node.id
    }

    /// Gives node `id` a name of the program's.
    package func name(_ id: Int, _ name: String) { nodes[id].givenName = name }

    /// Notes an error that keeps the graph from running, so that building it needs no `try`.
    package func note(_ problem: JobError) { problems.append(problem) }

    private func has(_ port: Port) -> Bool {
        nodes.indices.contains(port.node) && nodes[port.node].outputs.indices.contains(port.output)
    }

    /// What flows out of `port`.
    package func type(of port: Port) -> PortType { nodes[port.node].outputs[port.output] }

    /// All ways of streams from node to node.
    package var arcs: [Arc] {
        nodes.flatMap { node in
            node.inputs.enumerated().map { input, from in Arc(from: from, to: node.id, input: input) }
        }
    }

    /// Whether anybody takes records of node `id`.
    private func isUsed(_ id: Int) -> Bool { nodes.contains { $0.inputs.contains { $0.node == id } } }

    /// - Throws: The first reason why the graph can't run.
    package func validate() throws(JobError) {
        if let problem = problems.first { throw problem }
        guard !nodes.isEmpty else {
            throw JobError(.graph, "the context has no stream; add a source and a sink before execute()")
        }
        for node in nodes where node.kind != .sink && !isUsed(node.id) {
            throw JobError(
                .graph, "nobody takes its records; end the stream with a sink such as collect() or forEach(_:)",
                operator: node.label)
        }
    }

    /// One line for each node, the same on all ranks that built the same graph.
    package var signature: [String] {
        nodes.map { node in
            let types = node.outputs.map { "\($0.recordType)" }.joined(separator: " and ")
            return "\(node.label) \(node.kind.rawValue) of \(node.inputs), \(types), \(node.replication.rawValue)"
                + (node.detail.isEmpty ? "" : ", \(node.detail)")
        }
    }
}
