internal import Records

struct JSONObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONEntryDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { decoder.tape.keys(in: decoder.entry).compactMap { Key(stringValue: $0) } }

    private func at(_ key: Key) throws -> JSONEntryDecoder {
        guard let entry = decoder.tape.value(of: key.stringValue, in: decoder.entry) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "there is no '\(key.stringValue)'"))
        }
        return decoder.at(entry, key)
    }

    func contains(_ key: Key) -> Bool { decoder.tape.value(of: key.stringValue, in: decoder.entry) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try at(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try at(key).boolean() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try at(key).string() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try at(key).number { Double($0) } }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try at(key).number { Float($0) } }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try at(key).integer() }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try at(key).integer() }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try at(key).integer() }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try at(key).integer() }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try at(key).integer() }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try at(key).integer() }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try at(key).integer() }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try at(key).integer() }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try at(key).integer() }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try at(key).integer() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try at(key).value(type) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> { try at(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try at(key).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder {
        guard let entry = decoder.tape.value(of: "super", in: decoder.entry) else { return decoder }
        return JSONEntryDecoder(tape: decoder.tape, entry: entry, codingPath: codingPath)
    }
    func superDecoder(forKey key: Key) throws -> any Decoder { try at(key) }
}
