package import Session

/// The operators of a job in the order in which the program added them: inputs come before their consumers.
package final class Graph: @unchecked Sendable {
    package private(set) var nodes: [Node] = []
    /// The loops of the job, and which of them nodes are added to now.
    package private(set) var loops = GraphLoops()
    /// What is wrong with the graph; the first is reported when it is to run.
    package private(set) var problems: [JobError] = []

    package init() {}

    /// Adds `node`, whose inputs are in the graph, and returns its place.
    @discardableResult
    package func add(_ node: Node) -> Int { add(node, in: loops.current) }

    private func add(_ node: Node, in scope: Scope) -> Int {
        precondition(node.inputs.allSatisfy(has), "inputs \(node.inputs) of \(nodes.count) nodes")
        node.id = nodes.count
        node.scope = scope
        node.course = loops.course(of: node.scope)
        nodes.append(node)
        return node.id
    }

    /// Nodes that are added from now on are in a loop, until ``endLoop()``.
    ///
    /// - Returns: Where the loop is on this rank.
    package func beginLoop() -> LoopCourse { loops.begin() }

    package func endLoop() { loops.end() }

    /// Leads `port` back to `head`, as its last input.
    package func close(_ head: Int, with port: Port) { nodes[head].inputs.append(port) }

    /// The loop in which `port` can be used as it is.
    package func scope(of port: Port) -> Scope {
        let node = nodes[port.node]
        return node.isLoopHead && port.output > 0 ? loops.enclosing(node.scope) : node.scope
    }

    /// The port that gives `port`'s records in each iteration of the loops that nodes are added to now.
    ///
    /// - Parameter makeSide: Makes the side of a loop: what keeps the records of a port outside of it.
    /// - Returns: nil if `port` is in another loop.
    package func enter(_ port: Port, makeSide: (Port) -> Node) -> Port? {
        guard let path = loops.path(from: scope(of: port)) else { return nil }
        return path.reduce(port) { port, scope in
            if let side = loops.side(of: port, in: scope) { return side }
            let side = Port(add(makeSide(port), in: scope))
            loops.note(side, of: port, in: scope)
            return side
        }
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

    private func isUsed(_ port: Port) -> Bool { nodes.contains { $0.inputs.contains(port) } }

    /// Whether anybody takes records of node `id`.
    private func isUsed(_ id: Int) -> Bool { nodes.contains { $0.inputs.contains { $0.node == id } } }

    /// - Throws: The first reason why the graph can't run.
    package func validate() throws(JobError) {
        if let problem = problems.first { throw problem }
        guard !nodes.isEmpty else {
            throw JobError(.graph, "the context has no stream; add a source and a sink before execute()")
        }
        for node in nodes where node.kind != .sink && !isUsed(node.id) && !(node.substitute.map(isUsed) ?? false) {
            throw JobError(
                .graph, "nobody takes its records; end the stream with a sink such as collect() or forEach(_:)",
                operator: node.label)
        }
    }

    /// One line for each node, the same on all ranks that built the same graph.
    package var signature: [String] {
        nodes.map { node in
            let types = node.outputs.map { "\($0.recordType)" }.joined(separator: " and ")
            return "\(node.label) \(node.kind.rawValue) of \(node.inputs), \(types), \(node.replication)"
                + (node.detail.isEmpty ? "" : ", \(node.detail)")
        }
    }
}
