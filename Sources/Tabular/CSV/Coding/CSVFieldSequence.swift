/// A record as values in the order of its columns.
struct CSVFieldSequence: UnkeyedDecodingContainer {
    let decoder: CSVDecoder
    var codingPath: [any CodingKey] { [] }
    var count: Int? { decoder.row?.fieldCount }
    var isAtEnd: Bool { currentIndex >= count ?? 0 }
    private(set) var currentIndex = 0

    init(decoder: CSVDecoder) { self.decoder = decoder }

    private mutating func next<Value>(_ body: (CSVDecoder, Int) throws -> Value) throws -> Value {
        guard !isAtEnd else { throw CSVProblem.decoding(column: nil, "it has only \(currentIndex) fields") }
        let value = try body(decoder, currentIndex)
        currentIndex += 1
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard decoder.isNothing(currentIndex) else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next { try $0.boolean($1) } }
    mutating func decode(_ type: String.Type) throws -> String { try next { try $0.text($1) } }
    mutating func decode(_ type: Double.Type) throws -> Double { try next { try $0.double($1) } }
    mutating func decode(_ type: Float.Type) throws -> Float { try next { try $0.float($1) } }
    mutating func decode(_ type: Int.Type) throws -> Int { try next { try $0.integer($1) } }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { try $0.integer($1) } }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { try $0.integer($1) } }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { try $0.integer($1) } }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { try $0.integer($1) } }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next { try $0.integer($1) } }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { try $0.integer($1) } }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { try $0.integer($1) } }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { try $0.integer($1) } }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { try $0.integer($1) } }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try next { try $0.value(type, $1, []) }
    }

    func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) throws -> KeyedDecodingContainer<NestedKey>
    {
        throw CSVProblem.nested(nil)
    }
    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw CSVProblem.nested(nil) }
    func superDecoder() throws -> any Decoder { throw CSVProblem.nested(nil) }
}
