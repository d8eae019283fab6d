internal import Dataflow

/// How a pipeline is shown.
public enum ExplanationFormat: Sendable {
    /// Lines of text, a block of operators that run together at a time.
    case text
    /// A diagram in the language of Mermaid.
    case mermaid
}

extension StreamContext {
    /// Shows the pipeline: its operators, where they run, and where records change workers.
    ///
    /// ```swift
    /// print(context.explain())
    /// ```
    ///
    /// Local: nothing runs.
    public func explain(_ format: ExplanationFormat = .text) -> String {
        switch format {
        case .text: Explanation(graph).text
        case .mermaid: Explanation(graph).mermaid
        }
    }
}

/// A graph in words.
struct Explanation {
    private let nodes: [Node]
    /// The block of each node: operators between which no record changes workers. An exchange starts a block.
    private let blocks: [Int]

    init(_ graph: Graph) {
        nodes = graph.nodes
        var blocks: [Int] = []
        var count = 0
        for node in graph.nodes {
            if let input = node.inputs.first, node.kind != .exchange {
                blocks.append(blocks[input.node])
            } else {
                blocks.append(count)
                count += 1
            }
        }
        self.blocks = blocks
    }

    var text: String {
        var lines: [String] = []
        for block in 0..<(blocks.max() ?? -1) + 1 {
            let members = nodes.filter { blocks[$0.id] == block }
            lines.append("block \(block), \(members[0].replication):")
            for node in members {
                let inputs = node.inputs.map(\.description).joined(separator: ", ")
                let from = inputs.isEmpty ? "" : " ← \(inputs)"
                let type = node.outputs.first.map { " : \($0.recordType)" } ?? ""
                let moves = node.kind == .exchange ? ", exchanges \(node.detail)" : ""
                let name = node.givenName.map { "\($0): \(node.name)" } ?? node.name
                lines.append("  #\(node.id) \(name)\(from)\(type)\(moves)")
            }
        }
        return lines.joined(separator: "\n")
    }

    var mermaid: String {
        var lines = ["flowchart TD"]
        for block in 0..<(blocks.max() ?? -1) + 1 {
            let members = nodes.filter { blocks[$0.id] == block }
            lines.append("  subgraph block\(block) [\"\(members[0].replication)\"]")
            for node in members { lines.append("    n\(node.id)[\"\(escaped(node.name))\"]") }
            lines.append("  end")
        }
        for node in nodes {
            for input in node.inputs {
                let arrow = node.kind == .exchange ? "==>" : "-->"
                let type = nodes[input.node].outputs[input.output].recordType
                lines.append("  n\(input.node) \(arrow)|\"\(escaped("\(type)"))\"| n\(node.id)")
            }
        }
        return lines.joined(separator: "\n")
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
