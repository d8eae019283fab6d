// What would be several values in one field is refused as soon as there is one.

struct CSVNoFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { throw CSVProblem.severalValues }
    func encode(_ value: some Encodable, forKey key: Key) throws { throw CSVProblem.severalValues }
    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { KeyedEncodingContainer(CSVNoFields<NestedKey>()) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { CSVNoFieldSequence() }
    func superEncoder() -> any Encoder { CSVNoEncoder() }
    func superEncoder(forKey key: Key) -> any Encoder { CSVNoEncoder() }
}

struct CSVNoFieldSequence: UnkeyedEncodingContainer {
    var codingPath: [any CodingKey] { [] }
    var count: Int { 0 }

    func encodeNil() throws { throw CSVProblem.severalValues }
    func encode(_ value: some Encodable) throws { throw CSVProblem.severalValues }
    func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        KeyedEncodingContainer(CSVNoFields<NestedKey>())
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func superEncoder() -> any Encoder { CSVNoEncoder() }
}

private struct CSVNoEncoder: Encoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(CSVNoFields<Key>())
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { CSVNoFieldSequence() }
    func singleValueContainer() -> any SingleValueEncodingContainer { CSVNoSingleCell() }
}

private struct CSVNoSingleCell: SingleValueEncodingContainer {
    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { throw CSVProblem.severalValues }
    func encode(_ value: some Encodable) throws { throw CSVProblem.severalValues }
}

extension CSVProblem {
    fileprivate static var severalValues: CSVProblem {
        .decoding(column: nil, "a field of a table is a single value, not an array or a structure")
    }
}
