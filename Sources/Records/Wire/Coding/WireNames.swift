/// The names of coding keys in one frame: each is written in full once, and by its number from then on.
struct WireNames {
    private struct Entry {
        var name: String
        /// Which name came after this one the last time: records of one type have their keys in one order.
        var successor = 0
    }

    private var entries: [Entry] = []
    private var numbers: [String: Int] = [:]
    private var last = 0

    var count: Int { entries.count }

    subscript(number: Int) -> String { entries[number].name }

    /// - Returns: The number of `name`, and whether it is new.
    @inline(__always)
    mutating func number(of name: String) -> (number: Int, isNew: Bool) {
        if last < entries.count {
            let guess = entries[last].successor
            if entries[guess].name == name {
                last = guess
                return (guess, false)
            }
        }
        return find(name)
    }

    @inline(never)
    private mutating func find(_ name: String) -> (number: Int, isNew: Bool) {
        let known = numbers[name]
        let number = known ?? entries.count
        if known == nil {
            entries.append(Entry(name: name))
            numbers[name] = number
        }
        entries[last].successor = number
        last = number
        return (number, known == nil)
    }

    /// Whether `number` is that of `name`.
    @inline(__always)
    mutating func has(_ number: Int, _ name: String) -> Bool {
        guard entries[number].name == name else { return false }
        return true
    }

    /// Takes note of a name that was read; one that was read before may come again when a value is read twice.
    mutating func define(_ number: Int, _ name: String) throws(WireError) {
        if number == entries.count { return entries.append(Entry(name: name)) }
        guard number < entries.count, entries[number].name == name else {
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
