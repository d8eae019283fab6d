/// One of the streams that a node gives.
package struct Port: Hashable, Sendable, CustomStringConvertible {
    /// The node's place in the graph.
    package let node: Int
    /// From 0; nodes with a single output have no others.
    package let output: Int

    package init(_ node: Int, output: Int = 0) {
        self.node = node
        self.output = output
    }

    package var description: String { output == 0 ? "#\(node)" : "#\(node).\(output)" }
}

/// The way of a stream from a node to one that takes it.
package struct Arc: Equatable, Sendable {
    package let from: Port
    package let to: Int
    /// Which of the inputs it is.
    package let input: Int
}

/// What flows out of a port: the type of its records, known where the node is made.
package struct PortType: Sendable {
    package let recordType: Any.Type
    /// Whether its records have times.
    package let isTimed: Bool
    let makeLink: @Sendable (BatchSize) -> AnyLink
    /// The work of giving the records of a link to each of several others.
    let makeFanOut: @Sendable (AnyLink, [AnyLink]) -> OperatorWork

    package static func records<Element>(of type: Element.Type, isTimed: Bool = false) -> PortType {
        PortType(
            recordType: type, isTimed: isTimed,
            makeLink: { Link<Element>(capacity: $0.records(of: Element.self), isTimed: isTimed) },
            makeFanOut: { input, outputs in
                FanOutWork<Element>(
                    input: unsafeDowncast(input, to: Link<Element>.self),
                    outputs: outputs.map { unsafeDowncast($0, to: Link<Element>.self) })
            })
    }
}
