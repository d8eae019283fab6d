/// The decoder that a `Codable` value gets: one value in a record.
final class RecordDecoder: Decoder {
    let reading: RecordReading
    let start: Int
    let path: WirePath?
    @exclusivity(unchecked) private var keyed: KeyedScope?
    @exclusivity(unchecked) private var unkeyed: UnkeyedScope?
    /// Where a single value ended.
    @exclusivity(unchecked) fileprivate var singleEnd: Int?

    init(reading: RecordReading, start: Int, path: WirePath?) {
        self.reading = reading
        self.start = start
        self.path = path
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let scope = try keyed ?? openKeyed()
        return KeyedDecodingContainer(KeyedRecordDecoder(scope: scope, path: path))
    }

    private func openKeyed() throws -> KeyedScope {
        try expect(.keyed)
        let scope = KeyedScope(reading, start: reading.reader.offset)
        keyed = scope
        return scope
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try expect(.unkeyed)
        let scope = try UnkeyedScope(reading, start: reading.reader.offset)
        unkeyed = scope
        return UnkeyedRecordDecoder(scope: scope, path: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleRecordDecoder(decoder: self) }

    /// Where the value ends.
    func end() throws(WireError) -> Int {
        if let keyed { return try keyed.end() }
        if let unkeyed { return try unkeyed.end() }
        if let singleEnd { return singleEnd }
        try reading.skip(at: start)
        return reading.reader.offset
    }

    private func expect(_ expected: WireTag) throws {
        reading.reader.offset = start
        let tag = try reading.tag()
        guard tag == expected else {
            throw DecodingError.typeMismatch(
                Any.self,
                .init(
                    codingPath: codingPath, debugDescription: "a value of kind \(tag) stands where \(expected) is read")
            )
        }
    }
}

private struct KeyedRecordDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let scope: KeyedScope
    let path: WirePath?

    var codingPath: [any CodingKey] { path.keys }
    var allKeys: [Key] { ((try? scope.allNames()) ?? []).compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { (try? scope.find(key.stringValue)) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        let place = try find(key)
        scope.reading.reader.offset = place.offset
        let isNil = try scope.reading.tag() == .empty
        if isNil && place.isNext { scope.advance() }
        return isNil
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let place = try find(key)
        do {
            let value = try scope.reading.value(type, at: place.offset, WirePath(key, in: path))
            if place.isNext { scope.advance() }
            return value
        } catch {
            throw located(error, key)
        }
    }

    /// Bytes that make no value have no path of their own.
    private func located(_ error: any Error, _ key: Key) -> any Error {
        guard let error = error as? WireError, error.path.isEmpty else { return error }
        return WireError(message: error.message, path: WirePath(key, in: path).orNil.keys.map(\.stringValue))
    }

    @inline(__always)
    private func find(_ key: some CodingKey) throws -> (offset: Int, isNext: Bool) {
        guard let place = try scope.find(key.stringValue) else { throw notFound(key) }
        return place
    }

    private func notFound(_ key: some CodingKey) -> DecodingError {
        .keyNotFound(
            key, .init(codingPath: codingPath, debugDescription: "the record has no value for \(key.stringValue)"))
    }

    private func nested(_ key: some CodingKey) throws -> RecordDecoder {
        let place = try find(key)
        let decoder = RecordDecoder(reading: scope.reading, start: place.offset, path: WirePath(key, in: path))
        if place.isNext { scope.advance(behind: decoder) }
        return decoder
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try nested(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try nested(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try nested(PlainKey.super) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key) }
}

private struct UnkeyedRecordDecoder: UnkeyedDecodingContainer {
    let scope: UnkeyedScope
    let path: WirePath?

    var codingPath: [any CodingKey] { path.keys }
    var count: Int? { scope.count }
    var currentIndex: Int { scope.index }
    var isAtEnd: Bool { scope.index >= scope.count }

    private var elementPath: WirePath { WirePath(PlainKey(intValue: scope.index), in: path) }

    func decodeNil() throws -> Bool {
        scope.reading.reader.offset = try place(Never.self)
        let isNil = try scope.reading.tag() == .empty
        if isNil { scope.advance() }
        return isNil
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let place = try place(type)
        let value: Value
        do {
            value = try scope.reading.value(type, at: place, elementPath)
        } catch let error as WireError where error.path.isEmpty {
            throw WireError(message: error.message, path: elementPath.orNil.keys.map(\.stringValue))
        }
        scope.advance()
        return value
    }

    private func place(_ type: Any.Type) throws -> Int {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type, .init(codingPath: codingPath, debugDescription: "there are only \(scope.count) elements"))
        }
        return try scope.place()
    }

    private func nested() throws -> RecordDecoder {
        let decoder = RecordDecoder(reading: scope.reading, start: try place(Any.self), path: elementPath)
        scope.advance(behind: decoder)
        return decoder
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try nested().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try nested().unkeyedContainer() }
    func superDecoder() throws -> any Decoder { try nested() }
}

private struct SingleRecordDecoder: SingleValueDecodingContainer {
    let decoder: RecordDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool {
        decoder.reading.reader.offset = decoder.start
        return (try? decoder.reading.tag()) == .empty
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try decoder.reading.value(type, at: decoder.start, decoder.path)
        decoder.singleEnd = decoder.reading.reader.offset
        return value
    }
}

extension WirePath {
    fileprivate var orNil: WirePath? { self }
}
