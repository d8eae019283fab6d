import Testing

@testable import RenoirMatrices

@Suite struct BlockTreeTests {
    /// What is combined with what, as brackets.
    private func brackets(_ blocks: Int, ranks: Int) -> String? {
        let (tree, partition) = (BlockTree(blockCount: blocks), RowPartition(rows: blocks))
        var known: [BlockTree.Node: String] = [:]
        for rank in 0..<ranks {
            for node in tree.nodes(of: partition.blocks(of: rank, size: ranks)) {
                known[node] = tree.value(
                    of: node, known: { $0.span == 1 ? "\($0.start)" : nil }, combine: { $0 = "(\($0) \($1))" })
            }
        }
        return tree.value(known: { known[$0] }, combine: { $0 = "(\($0) \($1))" })
    }

    @Test func value_ofFive_isCombinedInPairs() {
        #expect(brackets(5, ranks: 1) == "(((0 1) (2 3)) 4)")
        #expect(brackets(0, ranks: 2) == nil)
    }

    @Test(arguments: [1, 2, 3, 8, 13, 100, 1024]) func value_anyRanks_isCombinedAlike(blocks: Int) {
        let expected = brackets(blocks, ranks: 1)
        for ranks in [2, 3, 4, 7, 50, 2000] { #expect(brackets(blocks, ranks: ranks) == expected, "\(ranks) ranks") }
    }

    @Test(arguments: [0, 1, 5, 1023, 1024, 1025, 5000, 1 << 50]) func rows_anyRanks_areOfOneRankEach(rows: Int) {
        let partition = RowPartition(rows: rows)
        for size in [1, 2, 3, 4, 7, 1000, 1500] {
            var end = 0
            for rank in 0..<size {
                let range = partition.rows(of: rank, size: size)
                #expect(range.lowerBound == end)
                end = range.upperBound
            }
            #expect(end == rows)
        }
    }

    @Test func nodes_ofManyBlocks_areFew() {
        let tree = BlockTree(blockCount: 1024)
        for first in stride(from: 0, to: 1000, by: 13) { #expect(tree.nodes(of: first..<1023).count <= 20) }
    }
}
