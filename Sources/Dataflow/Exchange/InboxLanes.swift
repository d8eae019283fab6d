internal import Records

/// What has come of ranks whose turn it isn't yet: all of one rank's pass is taken before anything of the next rank's.
///
/// A pure state machine. Ranks that have sent all of a pass say so behind it; after the last one it's the first one's turn again, in the
/// next pass.
struct InboxLanes<Item> {
    private enum Entry {
        case item(Item)
        case endOfTurn
    }

    private var lanes: [FIFO<Entry>]
    /// The rank whose items are taken as they come.
    private(set) var turn = 0

    init(ranks: Int) { lanes = Array(repeating: FIFO(), count: ranks) }

    /// Keeps an item, unless it's its rank's turn.
    ///
    /// - Returns: Whether it's kept.
    mutating func keeps(_ item: Item, from rank: Int) -> Bool {
        guard rank != turn else { return false }
        lanes[rank].append(.item(item))
        return true
    }

    /// `rank` has sent all of its pass.
    ///
    /// - Parameter give: Called with the items that may be taken now, in their order.
    mutating func endTurn(of rank: Int, _ give: (Item) -> Void) {
        guard rank == turn else { return lanes[rank].append(.endOfTurn) }
        goOn()
        while let entry = lanes[turn].popFirst() {
            switch entry {
            case .item(let item): give(item)
            case .endOfTurn: goOn()
            }
        }
    }

    private mutating func goOn() { turn = (turn + 1) % lanes.count }
}
