/// A table of a configuration file, read key by key: every mistake is an error that tells its line.
struct ConfigurationTable {
    private let table: TOMLTable
    /// The names of the tables that it lies in, and its own.
    private let names: [String]

    init(_ table: TOMLTable, names: [String] = []) {
        self.table = table
        self.names = names
    }

    /// The line on which the table begins; that of the whole file has none.
    var line: Int? { names.isEmpty ? nil : table.line }

    /// The names of all keys, in the order of the file.
    var keys: [String] { table.keys }

    /// The error at `key`.
    func error(_ message: String, at key: String) -> ConfigurationError {
        ConfigurationError(message, line: table[key]?.line ?? line, key: name(of: key))
    }

    /// What `make` makes of this table; an error that has no place yet gets that of its key here.
    func read<Value>(
        _ make: (ConfigurationTable) throws(ConfigurationError) -> Value
    ) throws(ConfigurationError) -> Value {
        do {
            return try make(self)
        } catch  where error.line == nil {
            guard let key = error.key else { throw error.located(line: line) }
            throw ConfigurationError(error.message, line: line(of: key), key: name(of: key))
        }
    }

    /// `value`, which has to be there.
    func require<Value>(_ value: Value?, _ key: String) throws(ConfigurationError) -> Value {
        guard let value else { throw error("it is missing", at: key) }
        return value
    }

    /// - Throws: ``ConfigurationError`` for the first key that is none of `known`, with the one that was probably meant.
    func refuseKeys(otherThan known: [String]) throws(ConfigurationError) {
        guard let first = table.keys.first(where: { !known.contains($0) }) else { return }
        let advice =
            if let nearest = Spelling.nearest(to: first, among: known) {
                "did you mean '\(nearest)'?"
            } else {
                "there are \(known.joined(separator: ", "))"
            }
        throw error("there is no such key; \(advice)", at: first)
    }

    func integer(_ key: String) throws(ConfigurationError) -> Int? {
        guard let item = table[key] else { return nil }
        guard case .integer(let number) = item.value else { throw wrong(item, "an integer", at: key) }
        return number
    }

    func string(_ key: String) throws(ConfigurationError) -> String? {
        guard let item = table[key] else { return nil }
        guard case .string(let text) = item.value else { throw wrong(item, "a string", at: key) }
        return text
    }

    /// The string or the integer at `key`.
    func scalar(_ key: String) throws(ConfigurationError) -> ConfigurationScalar? {
        guard let item = table[key] else { return nil }
        switch item.value {
        case .integer(let number): return .integer(number)
        case .string(let text): return .text(text)
        default: throw wrong(item, "a string or an integer", at: key)
        }
    }

    func table(_ key: String) throws(ConfigurationError) -> ConfigurationTable? {
        guard let item = table[key] else { return nil }
        guard case .table(let table) = item.value else { throw wrong(item, "a table", at: key) }
        return ConfigurationTable(table, names: names + [key])
    }

    /// The tables of the array at `key`; none if there is no such array.
    func tables(_ key: String) throws(ConfigurationError) -> [ConfigurationTable] {
        try elements(key, "an array of tables, [[\(key)]]") { value in
            if case .table(let table) = value { ConfigurationTable(table, names: names + [key]) } else { nil }
        } ?? []
    }

    /// The strings of the array at `key`.
    func strings(_ key: String) throws(ConfigurationError) -> [String]? {
        try elements(key, "an array of strings") { value in
            if case .string(let text) = value { text } else { nil }
        }
    }

    /// What `make` makes of each element of the array at `key`, which it knows.
    private func elements<Element>(
        _ key: String, _ wanted: String, _ make: (TOMLValue) -> Element?
    ) throws(ConfigurationError) -> [Element]? {
        guard let item = table[key] else { return nil }
        guard let elements = item.value.elements else { throw wrong(item, wanted, at: key) }
        var made: [Element] = []
        for element in elements {
            guard let value = make(element.value) else {
                throw ConfigurationError(
                    "it holds \(element.value.kind); it has to be \(wanted)", line: element.line, key: name(of: key))
            }
            made.append(value)
        }
        return made
    }

    private func wrong(_ item: TOMLItem, _ wanted: String, at key: String) -> ConfigurationError {
        error("it is \(item.value.kind); it has to be \(wanted)", at: key)
    }

    /// `key` with the tables around it.
    private func name(of key: String) -> String { (names + [key]).joined(separator: ".") }

    /// The line of `key`, which may lead through tables, or of the innermost table around it that is there.
    private func line(of key: String) -> Int? {
        var line = line
        var table: TOMLTable? = table
        for part in key.split(separator: ".") {
            guard let item = table?[String(part)] else { return line }
            line = item.line
            if case .table(let inner) = item.value { table = inner } else { table = nil }
        }
        return line
    }
}

/// A value that may be told in two ways.
enum ConfigurationScalar: Hashable, Sendable {
    case integer(Int)
    case text(String)
}
