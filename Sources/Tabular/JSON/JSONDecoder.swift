internal import Records

/// Makes values of JSON texts.
package final class JSONDecoder {
    private let tape = JSONTape()

    package init() {}

    /// - Throws: A ``JSONProblem``, or what `Value` throws.
    package func decode<Value: Decodable>(_ type: Value.Type, _ text: UnsafeRawBufferPointer) throws -> Value {
        try tape.read(text)
        return try JSONEntryDecoder(tape: tape, entry: 0, codingPath: []).value(type)
    }
}

/// One value of a tape.
struct JSONEntryDecoder: Decoder {
    let tape: JSONTape
    let entry: Int
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var content: JSONValue { tape.entries[entry].value }

    init(tape: JSONTape, entry: Int, codingPath: [any CodingKey]) {
        self.tape = tape
        self.entry = entry
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object = content else { throw mismatch("an object", type) }
        return KeyedDecodingContainer(JSONObject<Key>(decoder: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let count) = content else { throw mismatch("an array", [Any].self) }
        return JSONArray(decoder: self, count: count)
    }
    func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingle(decoder: self) }

    func mismatch(_ what: String, _ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "it is not \(what)"))
    }

    var isNull: Bool { if case .null = content { true } else { false } }

    func boolean() throws -> Bool {
        guard case .boolean(let value) = content else { throw mismatch("true or false", Bool.self) }
        return value
    }

    func string() throws -> String {
        guard case .string(let range, let isEscaped) = content else { throw mismatch("a text", String.self) }
        guard let text = tape.string(range, isEscaped: isEscaped) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "the text has a wrong escape or is not valid UTF-8"))
        }
        return text
    }

    func integer<Value: FixedWidthInteger>() throws -> Value {
        guard case .number(let range) = content else { throw mismatch("a number", Value.self) }
        let text = tape.bytes(range)
        if let value = Value(text) { return value }
        // As 1.0 and 1e3 are.
        if let number = Double(text), let value = Value(exactly: number), number.magnitude < 0x1p53 { return value }
        throw DecodingError.dataCorrupted(
            .init(codingPath: codingPath, debugDescription: "\(String(text)) is no \(Value.self)"))
    }

    func number<Value: BinaryFloatingPoint>(_ make: (ByteString) -> Value?) throws -> Value {
        guard case .number(let range) = content, let value = make(tape.bytes(range)) else {
            throw mismatch("a number", Value.self)
        }
        guard value.isFinite else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "\(String(tape.bytes(range))) is no \(Value.self)"))
        }
        return value
    }

    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == ByteString.self { return ByteString(try string()) as! Value }
        return try Value(from: self)
    }

    func at(_ entry: Int, _ key: any CodingKey) -> JSONEntryDecoder {
        JSONEntryDecoder(tape: tape, entry: entry, codingPath: codingPath + [key])
    }
}
