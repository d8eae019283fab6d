/// Somebody who sells and bids.
struct Person: Sendable {
    var id: Int
    var dateTime: Int
    var firstName: UInt8
    var lastName: UInt8
    var city: UInt8
    var state: UInt8
    var card: Int
}

/// Something for sale, from `dateTime` on and before `expires`.
struct Auction: Sendable {
    var id: Int
    var initialBid: Int
    var reserve: Int
    var dateTime: Int
    var expires: Int
    var seller: Int
    var category: Int
}

struct Bid: Sendable, Hashable {
    var auction: Int
    var bidder: Int
    var price: Int
    var dateTime: Int
}

enum Event: Sendable {
    case person(Person)
    case auction(Auction)
    case bid(Bid)
}
