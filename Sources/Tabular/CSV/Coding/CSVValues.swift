internal import Records

/// Values of single fields.
extension CSVDecoder {
    /// - Throws: A ``CSVProblem`` that names the column.
    @inline(__always)
    func integer<Value: FixedWidthInteger>(_ place: Int) throws(CSVProblem) -> Value {
        guard let row, let field = field(place) else { throw .field(place, .integer) }
        if let value = CSVNumbers.integer(row.base + Int(field.start), field.count) {
            guard let value = Value(exactly: value) else { throw .field(place, .smallerInteger) }
            return value
        }
        // More than fits into a word, or nothing of the kind.
        guard let value = Value(ByteString(row.written(field))) else { throw .field(place, .integer) }
        return value
    }

    func double(_ place: Int) throws(CSVProblem) -> Double {
        guard let row, let field = field(place),
            let value = CSVNumbers.double(row.base + Int(field.start), field.count)
        else { throw .field(place, .number) }
        return value
    }

    func float(_ place: Int) throws(CSVProblem) -> Float {
        guard let row, let field = field(place), let value = Float(ByteString(row.written(field))) else {
            throw .field(place, .number)
        }
        return value
    }

    func boolean(_ place: Int) throws(CSVProblem) -> Bool {
        switch bytes(place).lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw .field(place, .boolean)
        }
    }

    func text(_ place: Int) throws(CSVProblem) -> String {
        guard let row, let field = field(place) else { throw .field(place, .text) }
        if !field.isEscaped {
            let bytes = row.written(field).bindMemory(to: UInt8.self)
            if let text = String(validating: bytes, as: UTF8.self) { return text }
        } else if let text = String(validating: bytes(place)) {
            return text
        }
        throw .field(place, .text)
    }

    func bytes(_ place: Int) -> ByteString {
        guard let row, let field = field(place) else { return ByteString() }
        if field.isEscaped { return row.unescaped(field) }
        return ByteString(slice: row.written(field), of: row.owner._withUnsafeGuaranteedRef { $0 })
    }

    /// Whether nothing is written, not even quotes. A field that is alone has no other way to say so than quotes: without them its line
    /// would be empty, and no record.
    func isNothing(_ place: Int) -> Bool {
        guard let row, let field = field(place) else { return true }
        return field.count == 0 && (!field.isQuoted || row.fieldCount == 1)
    }

    func value<Value: Decodable>(_ type: Value.Type, _ place: Int, _ path: [any CodingKey]) throws -> Value {
        if type == ByteString.self { return bytes(place) as! Value }
        return try Value(from: CSVFieldDecoder(decoder: self, place: place, codingPath: path))
    }
}
