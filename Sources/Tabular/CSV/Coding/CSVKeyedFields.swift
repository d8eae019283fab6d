/// A record as values by keys.
struct CSVKeyedFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    /// Counting references for each field would cost as much as the field.
    let decoder: Unmanaged<CSVDecoder>
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { decoder._withUnsafeGuaranteedRef { $0.names.compactMap { Key(stringValue: $0) } } }

    @inline(__always)
    private func with<Value>(_ key: Key, _ body: (CSVDecoder, Int) throws -> Value) throws -> Value {
        try decoder._withUnsafeGuaranteedRef { decoder in
            guard let place = decoder.place(of: key) else { throw CSVProblem.missingColumn(key) }
            return try body(decoder, place)
        }
    }

    func contains(_ key: Key) -> Bool { decoder._withUnsafeGuaranteedRef { $0.place(of: key) != nil } }

    func decodeNil(forKey key: Key) throws -> Bool { try with(key) { $0.isNothing($1) } }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try with(key) { try $0.boolean($1) } }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try with(key) { try $0.text($1) } }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try with(key) { try $0.double($1) } }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try with(key) { try $0.float($1) } }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try with(key) { try $0.integer($1) } }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try with(key) { try $0.integer($1) } }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try with(key) { try $0.integer($1) } }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try with(key) { try $0.integer($1) } }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try with(key) { try $0.integer($1) } }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try with(key) { try $0.integer($1) } }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try with(key) { try $0.integer($1) } }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try with(key) { try $0.integer($1) } }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try with(key) { try $0.integer($1) } }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try with(key) { try $0.integer($1) } }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try with(key) { try $0.value(type, $1, [key]) }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> { throw CSVProblem.nested(key) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw CSVProblem.nested(key) }
    func superDecoder() throws -> any Decoder { throw CSVProblem.nested(nil) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw CSVProblem.nested(key) }
}

extension CSVProblem {
    static func missingColumn(_ key: any CodingKey) -> CSVProblem {
        .decoding(column: nil, "there is no column '\(key.stringValue)'")
    }

    static func nested(_ key: (any CodingKey)?) -> CSVProblem {
        .decoding(column: nil, "\(key.map { "'\($0.stringValue)'" } ?? "the superclass") is no single field")
    }
}
