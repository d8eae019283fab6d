/// A text in TOML that is safe to read on.
struct ConfigurationDocument {
    let root: ConfigurationTable

    /// - Throws: ``ConfigurationError`` with its line, if `bytes` are no TOML, or have what nothing may have that is passed on.
    init(_ bytes: [UInt8]) throws(ConfigurationError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw ConfigurationError("it is not UTF-8", line: Self.line(at: Self.firstInvalid(bytes), in: bytes))
        }
        if let place = bytes.firstIndex(of: 0) {
            throw ConfigurationError("it has the character U+0000 in it", line: Self.line(at: place, in: bytes))
        }
        root = ConfigurationTable(try TOMLParser.parse(bytes))
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
