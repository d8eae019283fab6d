import Renoir

/// An object on a line, with whole numbers and texts that need no escapes.
struct JSON {
    private var text = "{"

    func number(_ name: String, _ value: Int) -> JSON { field(name, "\(value)") }

    func text(_ name: String, _ value: String) -> JSON { field(name, "\"\(value)\"") }

    func object(_ name: String, _ value: JSON) -> JSON { field(name, value.text + "}") }

    private func field(_ name: String, _ value: String) -> JSON {
        var json = self
        json.text += (text.utf8.count > 1 ? ", " : "") + "\"\(name)\": \(value)"
        return json
    }

    var line: ByteString { ByteString(text + "}\n") }
}

extension Person {
    var name: String { "\(Names.first[Int(firstName)]) \(Names.last[Int(lastName)])" }
    var stateName: String { Names.states[Int(state)] }

    var json: JSON {
        let digits = String(card)
        let number = String(repeating: "0", count: 16 - digits.count) + digits
        let groups = (0..<4).map { number.dropFirst(4 * $0).prefix(4) }
        return JSON().number("id", id).text("name", name)
            .text("emailAddress", name.lowercased().split(separator: " ").joined(separator: ".") + "@example.org")
            .text("creditCard", groups.joined(separator: " ")).text("city", Names.cities[Int(city)])
            .text("state", stateName).number("dateTime", dateTime)
    }
}

extension Auction {
    var json: JSON {
        JSON().number("id", id).text("itemName", "item \(id)").number("initialBid", initialBid)
            .number("reserve", reserve).number("dateTime", dateTime).number("expires", expires)
            .number("seller", seller).number("category", category)
    }
}

extension Bid {
    var json: JSON {
        JSON().number("auction", auction).number("bidder", bidder).number("price", price).number("dateTime", dateTime)
    }
}

extension Event {
    var json: JSON {
        switch self {
        case .person(let person): JSON().object("person", person.json)
        case .auction(let auction): JSON().object("auction", auction.json)
        case .bid(let bid): JSON().object("bid", bid.json)
        }
    }
}
