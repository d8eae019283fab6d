/// A table of a TOML text, as far as it has been read.
///
/// What may still be added to it depends on how it came to be: TOML 1.0.0, sections "Keys", "Table", "Inline Table" and "Array of Tables".
final class TOMLTable {
    enum Origin {
        /// By the header of a table in it, or by that of an element in it.
        case implied
        /// By a header of its own, or as an element of an array of tables.
        case header
        /// By a key with dots.
        case dottedKey
        /// Between braces: it is whole.
        case inline
    }

    let line: Int
    private(set) var origin: Origin
    /// The names of its keys, in the order of the text.
    private(set) var keys: [String] = []
    private var items: [String: TOMLItem] = [:]

    init(_ origin: Origin, line: Int) {
        self.origin = origin
        self.line = line
    }

    subscript(key: String) -> TOMLItem? { items[key] }

    /// Gives `key` a value; false if it has one.
    func add(_ key: String, _ value: TOMLValue, line: Int) -> Bool {
        guard items[key] == nil else { return false }
        keys.append(key)
        items[key] = TOMLItem(value: value, line: line)
        return true
    }

    /// The table at `key` on the way to a header; nil if nothing can be added there.
    func onTheWay(_ key: String, line: Int) -> TOMLTable? {
        guard let item = items[key] else { return added(key, .implied, line) }
        switch item.value {
        case .table(let table): return table.origin == .inline ? nil : table
        case .tables(let list): return list.tables.last
        default: return nil
        }
    }

    /// The table that `[key]` opens; nil if that was there, or something else is.
    func opened(_ key: String, line: Int) -> TOMLTable? {
        guard let item = items[key] else { return added(key, .header, line) }
        guard case .table(let table) = item.value, table.origin == .implied else { return nil }
        table.origin = .header
        return table
    }

    /// The table that `[[key]]` opens; nil if something else is there.
    func openedElement(_ key: String, line: Int) -> TOMLTable? {
        let element = TOMLTable(.header, line: line)
        guard let item = items[key] else {
            return add(key, .tables(TOMLTableList(element)), line: line) ? element : nil
        }
        guard case .tables(let list) = item.value else { return nil }
        list.tables.append(element)
        return element
    }

    /// The table at `key`, a part of a key with dots; nil if nothing can be added there.
    func dotted(_ key: String, line: Int) -> TOMLTable? {
        guard let item = items[key] else { return added(key, .dottedKey, line) }
        guard case .table(let table) = item.value else { return nil }
        return table.origin == .implied || table.origin == .dottedKey ? table : nil
    }

    private func added(_ key: String, _ origin: Origin, _ line: Int) -> TOMLTable? {
        let table = TOMLTable(origin, line: line)
        return add(key, .table(table), line: line) ? table : nil
    }
}

/// An array of tables, to which headers add.
final class TOMLTableList {
    var tables: [TOMLTable]

    init(_ first: TOMLTable) { tables = [first] }
}
