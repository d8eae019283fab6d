/// The fields of a record by keys.
struct CSVKeyedCells<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: CSVEncoder
    var codingPath: [any CodingKey] { [] }

    /// What is nil has its column all the same.
    func encodeNil(forKey key: Key) throws { _ = try encoder.place(of: key) }
    func encode(_ value: Bool, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: String, forKey key: Key) throws { encoder.write(text: value, at: try encoder.place(of: key)) }
    func encode(_ value: Double, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: Float, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: Int, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: Int8, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: Int16, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: Int32, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: Int64, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: UInt, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: UInt8, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: UInt16, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: UInt32, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: UInt64, forKey key: Key) throws {
        encoder.write(text: "\(value)", at: try encoder.place(of: key))
    }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        try encoder.write(value, at: encoder.place(of: key))
    }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try encodeOrNil(value, key) }
    func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws { try encodeOrNil(value, key) }

    private func encodeOrNil(_ value: (some Encodable)?, _ key: Key) throws {
        let place = try encoder.place(of: key)
        if let value { try encoder.write(value, at: place) }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { KeyedEncodingContainer(CSVNoFields<NestedKey>()) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { CSVNoFieldSequence() }
    func superEncoder() -> any Encoder { CSVRecordEncoder(encoder: encoder) }
    func superEncoder(forKey key: Key) -> any Encoder { CSVRecordEncoder(encoder: encoder) }
}
