/// Where in a record a value is: a list from the inside out.
final class WirePath {
    let parent: WirePath?
    let key: any CodingKey

    init(_ key: any CodingKey, in parent: WirePath?) {
        self.parent = parent
        self.key = key
    }
}

extension WirePath? {
    var keys: [any CodingKey] {
        var keys: [any CodingKey] = []
        var place = self
        while let here = place {
            keys.append(here.key)
            place = here.parent
        }
        return keys.reversed()
    }

    var names: [String] { keys.map(\.stringValue) }
}

/// A key that only is where no type of keys is known.
enum PlainKey: CodingKey {
    case index(Int)
    case `super`

    init?(stringValue: String) { nil }
    init(intValue: Int) { self = .index(intValue) }

    var stringValue: String {
        switch self {
        case .index(let index): "\(index)"
        case .super: "super"
        }
    }

    var intValue: Int? {
        if case .index(let index) = self { index } else { nil }
    }
}
