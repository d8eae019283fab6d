internal import Renoir

extension Matrix {
    /// Sums over all rows what `leaf` makes of some of them, on all ranks: the same sum wherever rows are.
    ///
    /// Collective, if rows are over ranks or on rank 0.
    ///
    /// - Parameters:
    ///   - width: How many sums.
    ///   - leaf: Adds what rows amount to; gets their places among this rank's rows.
    func summed(width: Int, _ leaf: (Range<Int>, inout [Element]) -> Void) throws(JobError) -> [Element] {
        try reduced(width: width, { Kernels.add($1, to: &$0) }, leaf)
    }

    /// As ``summed(width:_:)``, with something else than addition.
    func reduced(
        width: Int, _ combine: (inout [Element], [Element]) -> Void, _ leaf: (Range<Int>, inout [Element]) -> Void
    ) throws(JobError) -> [Element] {
        let partition = RowPartition(rows: rows)
        let tree = BlockTree(blockCount: partition.blockCount)
        let first = localRows.lowerBound
        func sum(of node: BlockTree.Node) -> [Element]? {
            tree.value(
                of: node,
                known: { node in
                    guard node.span == 1 else { return nil }
                    let block = partition.block(node.start)
                    var sums = [Element](repeating: .zero, count: width)
                    leaf(block.lowerBound - first..<block.upperBound - first, &sums)
                    return sums
                }, combine: combine)
        }
        let all = 0..<partition.blockCount
        switch placement {
        case .replicated: return tree.nodes(of: all).first.flatMap { sum(of: $0) } ?? zeros(width)
        case .root:
            let sums = context.rank == 0 ? tree.nodes(of: all).first.flatMap { sum(of: $0) } ?? zeros(width) : nil
            return try context.wait { $0.broadcast(sums, from: 0) }
        case .rows: break
        }
        let size = context.size
        let mine = tree.nodes(of: partition.blocks(of: context.rank, size: size))
        let given = mine.flatMap { sum(of: $0) ?? zeros(width) }
        let sums = size == 1 ? given : try context.wait { $0.allGatherv(given) }.elements
        context.noteMove(
            "sums of \(rows) rows, \(width) each, from all to all", sent: given.count, got: sums.count, of: Element.self
        )
        let nodes = (0..<size).flatMap { tree.nodes(of: partition.blocks(of: $0, size: size)) }
        let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
        return tree.value(
            known: { node in places[node].map { Array(sums[$0 * width..<($0 + 1) * width]) } },
            combine: combine) ?? zeros(width)
    }

    private func zeros(_ count: Int) -> [Element] { [Element](repeating: .zero, count: count) }
}
