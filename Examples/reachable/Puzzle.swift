/// A sliding puzzle: numbered tiles and a gap, into which a tile beside it can be moved.
struct Puzzle: Sendable {
    let columns: Int
    let rows: Int

    /// - Parameter name: As "3x3": columns and rows.
    init?(_ name: String) {
        let numbers = name.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1], columns > 0, rows > 0 else {
            return nil
        }
        // Four bits are a tile.
        guard columns <= 16, rows <= 16, columns * rows <= 16 else { return nil }
        self.columns = columns
        self.rows = rows
    }

    /// Tiles in order, and the gap, which is 0, at the start: the tile at place *i* is in the bits from 4 *i* on.
    var solved: UInt64 { (0..<columns * rows).reduce(0) { $0 | UInt64($1) << UInt64(4 * $1) } }

    /// What can be reached by one move.
    func moves(from tiles: UInt64) -> [UInt64] {
        let gap = (0..<columns * rows).first { tile(at: $0, of: tiles) == 0 }!
        var next: [UInt64] = []
        if gap % columns > 0 { next.append(move(gap - 1, to: gap, tiles)) }
        if gap % columns < columns - 1 { next.append(move(gap + 1, to: gap, tiles)) }
        if gap >= columns { next.append(move(gap - columns, to: gap, tiles)) }
        if gap + columns < columns * rows { next.append(move(gap + columns, to: gap, tiles)) }
        return next
    }

    private func tile(at place: Int, of tiles: UInt64) -> UInt64 { tiles >> UInt64(4 * place) & 15 }

    private func move(_ place: Int, to gap: Int, _ tiles: UInt64) -> UInt64 {
        let tile = tile(at: place, of: tiles)
        return tiles & ~(15 << UInt64(4 * place)) | tile << UInt64(4 * gap)
    }
}
