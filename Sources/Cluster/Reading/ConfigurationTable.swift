internal import TOMLKit

/// A table of a configuration file, read key by key: every mistake is an error that tells its line.
struct ConfigurationTable {
    private let table: TOMLTable
    private let path: KeyLines.Path
    private let lines: KeyLines

    init(_ table: TOMLTable, at path: KeyLines.Path = [], lines: KeyLines) {
        self.table = table
        self.path = path
        self.lines = lines
    }

    /// The line on which the table begins.
    var line: Int? { lines.line(of: path) }

    /// The names of all keys, in order.
    var keys: [String] { table.keys }

    /// The error at `key`.
    func error(_ message: String, at key: String) -> ConfigurationError {
        ConfigurationError(message, line: lines.line(of: path + [.key(key)]), key: name(of: key))
    }

    /// What `make` makes of this table; an error that has no place yet gets that of its key here.
    func read<Value>(
        _ make: (ConfigurationTable) throws(ConfigurationError) -> Value
    ) throws(ConfigurationError) -> Value {
        do {
            return try make(self)
        } catch  where error.line == nil {
            guard let key = error.key else { throw error.located(line: line) }
            let steps = key.split(separator: ".").map { KeyLines.Step.key(String($0)) }
            throw ConfigurationError(error.message, line: lines.line(of: path + steps), key: name(of: key))
        }
    }

    /// `value`, which has to be there.
    func require<Value>(_ value: Value?, _ key: String) throws(ConfigurationError) -> Value {
        guard let value else { throw error("it is missing", at: key) }
        return value
    }

    /// - Throws: ``ConfigurationError`` for the first key that is none of `known`, with the one that was probably meant.
    func refuseKeys(otherThan known: [String]) throws(ConfigurationError) {
        let unknown = table.keys.filter { !known.contains($0) }
        // The first in the file, not in the alphabet.
        let first = unknown.min { place(of: $0) < place(of: $1) }
        guard let first else { return }
        let advice =
            if let nearest = Spelling.nearest(to: first, among: known) {
                "did you mean '\(nearest)'?"
            } else {
                "there are \(known.joined(separator: ", "))"
            }
        throw error("there is no such key; \(advice)", at: first)
    }

    func integer(_ key: String) throws(ConfigurationError) -> Int? {
        try value(key, of: .int, "an integer")?.int
    }

    func string(_ key: String) throws(ConfigurationError) -> String? {
        try value(key, of: .string, "a string")?.string
    }

    /// The string or the integer at `key`.
    func scalar(_ key: String) throws(ConfigurationError) -> ConfigurationScalar? {
        guard let value = table[key] else { return nil }
        if let number = value.int { return .integer(number) }
        if let text = value.string { return .text(text) }
        throw error("it is \(value.type.withArticle); it has to be a string or an integer", at: key)
    }

    func table(_ key: String) throws(ConfigurationError) -> ConfigurationTable? {
        try value(key, of: .table, "a table")?.table.map {
            ConfigurationTable($0, at: path + [.key(key)], lines: lines)
        }
    }

    /// The tables of the array at `key`; none if there is no such array.
    func tables(_ key: String) throws(ConfigurationError) -> [ConfigurationTable] {
        let elements = try value(key, of: .array, "an array of tables, [[\(key)]]")?.array
        guard let elements else { return [] }
        var tables: [ConfigurationTable] = []
        for index in 0..<elements.count {
            let path = path + [.key(key), .index(index)]
            let element: any TOMLValueConvertible = elements[index]
            guard let table = element.table else {
                throw ConfigurationError(
                    "it holds \(element.type.withArticle); it has to be an array of tables, [[\(key)]]",
                    line: lines.line(of: path), key: name(of: key))
            }
            tables.append(ConfigurationTable(table, at: path, lines: lines))
        }
        return tables
    }

    /// The strings of the array at `key`.
    func strings(_ key: String) throws(ConfigurationError) -> [String]? {
        let elements = try value(key, of: .array, "an array of strings")?.array
        guard let elements else { return nil }
        var strings: [String] = []
        for index in 0..<elements.count {
            let element: any TOMLValueConvertible = elements[index]
            guard let string = element.string else {
                throw ConfigurationError(
                    "it holds \(element.type.withArticle); it has to be an array of strings",
                    line: lines.line(of: path + [.key(key), .index(index)]), key: name(of: key))
            }
            strings.append(string)
        }
        return strings
    }

    /// `key` with the tables around it.
    private func name(of key: String) -> String {
        let tables = path.compactMap { step in
            if case .key(let name) = step { name } else { nil }
        }
        return (tables + [key]).joined(separator: ".")
    }

    private func value(
        _ key: String, of type: TOMLType, _ wanted: String
    ) throws(ConfigurationError) -> (any TOMLValueConvertible)? {
        guard let value = table[key] else { return nil }
        guard value.type == type else {
            throw error("it is \(value.type.withArticle); it has to be \(wanted)", at: key)
        }
        return value
    }

    private func place(of key: String) -> Int { lines.line(of: path + [.key(key)]) ?? .max }
}

/// A value that may be told in two ways.
enum ConfigurationScalar: Hashable, Sendable {
    case integer(Int)
    case text(String)
}

extension TOMLType {
    fileprivate var withArticle: String {
        switch self {
        case .array, .int: "an \(description)"
        case .bool: "a boolean"
        default: "a \(description)"
        }
    }
}
