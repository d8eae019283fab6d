internal import Records

/// Writes one value as a record.
struct CSVRecordEncoder: Encoder {
    let encoder: CSVEncoder
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(CSVKeyedCells<Key>(encoder: encoder))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { CSVCellSequence(encoder: encoder) }
    func singleValueContainer() -> any SingleValueEncodingContainer {
        CSVSingleCell(encoder: encoder, place: encoder.nextPlace(0))
    }
}

/// Writes one value as a field.
struct CSVCellEncoder: Encoder {
    let encoder: CSVEncoder
    let place: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(CSVNoFields<Key>())
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { CSVNoFieldSequence() }
    func singleValueContainer() -> any SingleValueEncodingContainer { CSVSingleCell(encoder: encoder, place: place) }
}

extension CSVEncoder {
    func write(_ value: some Encodable, at place: Int) throws {
        if let text = value as? ByteString {
            text.withUnsafeBytes { write(text: $0, at: place) }
        } else {
            try value.encode(to: CSVCellEncoder(encoder: self, place: place))
        }
    }
}
