import Renoir

enum Query: String, CaseIterable {
    case q0, q1, q2, q3, q4, q5, q6, q7, q8, events

    /// The answers as JSON.
    func lines(_ from: Pipeline) -> DataStream<ByteString> {
        switch self {
        case .q0: from.bids.map { $0.json.line }
        case .q1: from.inEuros.map { $0.json.line }
        case .q2: from.selected.map { JSON().number("auction", $0.auction).number("price", $0.price).line }
        case .q3:
            from.localItems.map { person, auction in
                JSON().text("name", person.name).text("city", Names.cities[Int(person.city)])
                    .text("state", person.stateName).number("auction", auction.id).line
            }
        case .q4:
            from.categoryPrices.map { JSON().number("category", $0.key).number("average", $0.value).line }
        case .q5:
            from.hotItems.map { hot in
                JSON().number("windowEnd", hot.windowEnd).number("auction", hot.auction).number("count", hot.count).line
            }
        case .q6: from.sellerPrices.map { JSON().number("seller", $0.key).number("average", $0.value).line }
        case .q7:
            from.highestBids.map { highest in
                JSON().number("windowEnd", highest.windowEnd).number("auction", highest.bid.auction)
                    .number("bidder", highest.bid.bidder).number("price", highest.bid.price).line
            }
        case .q8:
            from.newSellers.map { seller in
                JSON().number("windowEnd", seller.windowEnd).number("id", seller.person.id)
                    .text("name", seller.person.name).line
            }
        case .events: from.events.map { $0.json.line }
        }
    }

    /// How many answers there are.
    func count(_ from: Pipeline) -> Collected<Int> {
        switch self {
        case .q0: from.bids.collectCount()
        case .q1: from.inEuros.collectCount()
        case .q2: from.selected.collectCount()
        case .q3: from.localItems.collectCount()
        case .q4: from.categoryPrices.collectCount()
        case .q5: from.hotItems.collectCount()
        case .q6: from.sellerPrices.collectCount()
        case .q7: from.highestBids.collectCount()
        case .q8: from.newSellers.collectCount()
        case .events: from.events.collectCount()
        }
    }
}
