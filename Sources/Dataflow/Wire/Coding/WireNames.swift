/// The names of coding keys in one frame: each is written in full once, and by its number from then on.
@usableFromInline
final class WireNames {
    // Only one run of records at a time has the names, and none of them calls out while it looks at them.
    @exclusivity(unchecked) private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]
    /// Which name came after which the last time: records of one type have their keys in one order.
    @exclusivity(unchecked) private var successors: [Int] = []
    @exclusivity(unchecked) private var last = 0

    /// - Returns: The number of `name`, and whether it is new.
    @inline(__always)
    func number(of name: String) -> (number: Int, isNew: Bool) {
        if last < successors.count {
            let guess = successors[last]
            if guess < names.count && names[guess] == name {
                last = guess
                return (guess, false)
            }
        }
        return find(name)
    }

    private func find(_ name: String) -> (number: Int, isNew: Bool) {
        let known = numbers[name]
        let number = known ?? names.count
        if known == nil {
            names.append(name)
            numbers[name] = number
            successors.append(0)
        }
        if last < successors.count { successors[last] = number }
        last = number
        return (number, known == nil)
    }

    /// Takes note of a name that was read; one that was read before may come again when a value is read twice.
    func define(_ number: Int, _ name: String) throws(WireError) {
        if number == names.count { return names.append(name) }
        guard number < names.count, names[number] == name else {
            throw WireError(message: "key \(number) is named \(name) out of turn")
        }
    }
}

/// What stands for a key in an entry.
enum WireKey {
    static let end = 0
    /// A number and a name follow.
    static let definition = 1
    /// To be added to the number of a known name.
    static let first = 2
}

/// A key that only is where no type of keys is known.
struct PlainKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }

    static let `super` = PlainKey(stringValue: "super")
}

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
}
