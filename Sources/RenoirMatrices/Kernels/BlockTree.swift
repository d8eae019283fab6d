/// Blocks of rows in a binary tree, in which what they amount to is combined in pairs.
///
/// Which ranks have the blocks doesn't change what is combined with what.
struct BlockTree {
    /// A node that covers blocks from `start` on; some of the last ones may not exist.
    struct Node: Hashable {
        let start: Int
        let span: Int

        var halves: (Node, Node) { (Node(start: start, span: span / 2), Node(start: start + span / 2, span: span / 2)) }
    }

    let blockCount: Int

    private var root: Node {
        var span = 1
        while span < blockCount { span *= 2 }
        return Node(start: 0, span: span)
    }

    /// The largest nodes whose blocks are all among `blocks`, in order.
    func nodes(of blocks: Range<Int>) -> [Node] {
        var nodes: [Node] = []
        collect(root, blocks, &nodes)
        return nodes
    }

    private func collect(_ node: Node, _ blocks: Range<Int>, _ nodes: inout [Node]) {
        let covered = node.start..<max(node.start, min(node.start + node.span, blockCount))
        guard covered.overlaps(blocks) else { return }
        if blocks.lowerBound <= covered.lowerBound && covered.upperBound <= blocks.upperBound {
            nodes.append(node)
        } else {
            let (first, second) = node.halves
            collect(first, blocks, &nodes)
            collect(second, blocks, &nodes)
        }
    }

    /// What the blocks of `node` amount to; nil if there are none.
    ///
    /// - Parameter known: What nodes amount to, those of one block at least.
    func value<Value>(
        of node: Node, known: (Node) -> Value?, combine: (inout Value, Value) -> Void
    ) -> Value? {
        guard node.start < blockCount else { return nil }
        if let value = known(node) { return value }
        let (first, second) = node.halves
        guard var value = value(of: first, known: known, combine: combine) else { return nil }
        if let other = self.value(of: second, known: known, combine: combine) { combine(&value, other) }
        return value
    }

    /// What all blocks amount to; nil if there are none.
    func value<Value>(known: (Node) -> Value?, combine: (inout Value, Value) -> Void) -> Value? {
        value(of: root, known: known, combine: combine)
    }
}
