/// The fields of a record in their order.
struct CSVCellSequence: UnkeyedEncodingContainer {
    let encoder: CSVEncoder
    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(encoder: CSVEncoder) { self.encoder = encoder }

    private mutating func next() -> Int {
        defer { count += 1 }
        return encoder.nextPlace(count)
    }

    mutating func encodeNil() { _ = next() }
    mutating func encode(_ value: String) { encoder.write(text: value, at: next()) }
    mutating func encode(_ value: some Encodable) throws { try encoder.write(value, at: next()) }

    mutating func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<
        NestedKey
    > {
        KeyedEncodingContainer(CSVNoFields<NestedKey>())
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { CSVNoFieldSequence() }
    mutating func superEncoder() -> any Encoder { CSVCellEncoder(encoder: encoder, place: next()) }
}
