internal import TOMLKit

/// A text in TOML that is safe to read on.
struct ConfigurationDocument {
    let root: ConfigurationTable

    /// - Throws: ``ConfigurationError`` with its line, if `bytes` are no TOML, or have what has to be refused before.
    init(_ bytes: [UInt8]) throws(ConfigurationError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError("it is not UTF-8", line: Self.line(at: Self.firstInvalid(bytes), in: bytes))
        }
        // The library takes text up to the first of these.
        if let place = bytes.firstIndex(of: 0) {
            throw ConfigurationError("it has the character U+0000 in it", line: Self.line(at: place, in: bytes))
        }
        let lines = try KeyLines(bytes)
        do {
            root = ConfigurationTable(try TOMLTable(string: text), lines: lines)
        } catch let error as TOMLParseError {
            throw Self.explain(error, bytes)
        } catch {
            throw ConfigurationError("this is no TOML: \(error)")
        }
    }

    /// The library's message, unless it could quote a secret.
    private static func explain(_ error: TOMLParseError, _ bytes: [UInt8]) -> ConfigurationError {
        let line = error.source.begin.line
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let text = lines.indices.contains(line - 1) ? String(decoding: lines[line - 1], as: UTF8.self) : ""
        guard !text.lowercased().contains("pass") else { return ConfigurationError("this is no TOML", line: line) }
        return ConfigurationError("this is no TOML: \(error.description)", line: line)
    }

    private static func line(at place: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> Int {
        var place = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { place += UTF8.width(scalar) }
        return min(place, bytes.count)
    }
}
