/// One field as a value of its own: of enumerations, dates and the like.
struct CSVFieldDecoder: Decoder {
    let decoder: CSVDecoder
    let place: Int
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw CSVProblem.nested(codingPath.last)
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw CSVProblem.nested(codingPath.last) }
    func singleValueContainer() -> any SingleValueDecodingContainer {
        CSVSingleField(decoder: decoder, place: place, codingPath: codingPath)
    }
}

struct CSVSingleField: SingleValueDecodingContainer {
    let decoder: CSVDecoder
    let place: Int
    let codingPath: [any CodingKey]

    func decodeNil() -> Bool { decoder.isNothing(place) }
    func decode(_ type: Bool.Type) throws -> Bool { try decoder.boolean(place) }
    func decode(_ type: String.Type) throws -> String { try decoder.text(place) }
    func decode(_ type: Double.Type) throws -> Double { try decoder.double(place) }
    func decode(_ type: Float.Type) throws -> Float { try decoder.float(place) }
    func decode(_ type: Int.Type) throws -> Int { try decoder.integer(place) }
    func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(place) }
    func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(place) }
    func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(place) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(place) }
    func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(place) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(place) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(place) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(place) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(place) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decoder.value(type, place, codingPath)
    }
}
