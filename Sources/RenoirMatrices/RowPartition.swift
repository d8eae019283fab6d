/// Which rows are whose.
///
/// Rows are cut into blocks whose number depends on nothing else than how many rows there are; each rank has a range of blocks. What is
/// summed over rows is summed over blocks, and then in pairs, so that a sum is the same at any number of ranks.
struct RowPartition {
    private static let mostBlocks = 1024

    let rows: Int
    let blockCount: Int

    init(rows: Int) {
        self.rows = rows
        blockCount = min(rows, Self.mostBlocks)
    }

    func block(_ index: Int) -> Range<Int> { start(of: index)..<start(of: index + 1) }

    private func start(of block: Int) -> Int {
        guard blockCount > 0 else { return 0 }
        // As `block * rows / blockCount`, which could be too large.
        return rows / blockCount * block + rows % blockCount * block / blockCount
    }

    func blocks(of rank: Int, size: Int) -> Range<Int> {
        blockCount * rank / size..<blockCount * (rank + 1) / size
    }

    func rows(of rank: Int, size: Int) -> Range<Int> {
        let blocks = blocks(of: rank, size: size)
        return start(of: blocks.lowerBound)..<start(of: blocks.upperBound)
    }
}
