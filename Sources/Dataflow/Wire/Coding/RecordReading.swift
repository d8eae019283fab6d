/// What the decoders of one run of records share: the bytes, and the names met in them.
///
/// Values can be read in any order, and again: each container knows its place.
final class RecordReading {
    // One thread at a time, and nothing is called while it is being changed.
    @exclusivity(unchecked) var reader: WireReader
    let names: WireNames

    init(_ reader: WireReader) {
        self.reader = reader
        names = reader.names ?? WireNames()
        self.reader.names = names
    }

    /// Reads a whole record or element, from where the reader is.
    func read<Value: Decodable>(_ type: Value.Type) throws(WireError) -> Value {
        do {
            return try value(type, at: reader.offset, nil)
        } catch let error as WireError {
            throw error
        } catch let error as DecodingError {
            throw WireError(error)
        } catch {
            throw WireError(message: "\(error)")
        }
    }

    /// Reads the value at `offset`, and leaves the reader behind it.
    @inline(__always)
    func value<Value: Decodable>(
        _ type: Value.Type, at offset: Int, _ path: @autoclosure () -> WirePath?
    ) throws -> Value {
        reader.offset = offset
        if WireSimple.includes(type) { return try simpleValue(type, path) }
        return try decodedValue(type, at: offset, path)
    }

    private func decodedValue<Value: Decodable>(
        _ type: Value.Type, at offset: Int, _ path: () -> WirePath?
    ) throws -> Value {
        if ForeignBytes.mayBe(type), let bytes = try bytesValue(type, path) { return bytes }
        try reader.enter()
        defer { reader.depth -= 1 }
        let decoder = RecordDecoder(reading: self, start: offset, path: path())
        let value = try Value(from: decoder)
        reader.offset = try decoder.end()
        return value
    }

    @inline(__always)
    func tag() throws(WireError) -> WireTag {
        let byte = try reader.load(UInt8.self)
        guard let tag = WireTag(rawValue: byte) else { throw WireError(message: "a value starts with \(byte)") }
        return tag
    }

    /// Reads the key of an entry.
    ///
    /// - Returns: The number of its name; nil behind the last entry.
    @inline(__always)
    func key() throws(WireError) -> Int? {
        let code = try reader.loadCount()
        if code == WireKey.end { return nil }
        if code == WireKey.definition { return try definition() }
        guard code - WireKey.first < names.names.count, code >= WireKey.first else { throw noKey(code - WireKey.first) }
        return code - WireKey.first
    }

    private func definition() throws(WireError) -> Int {
        let number = try reader.loadCount()
        try names.define(number, try reader.loadString())
        return number
    }

    private func noKey(_ number: Int) -> WireError { WireError(message: "there is no key \(number)") }

    /// Goes on behind the value at `offset`.
    func skip(at offset: Int) throws(WireError) {
        reader.offset = offset
        try skipValue()
    }

    private func skipValue() throws(WireError) {
        switch try tag() {
        case .empty, .false, .true: break
        case .int8, .uint8: _ = try reader.take(1)
        case .int16, .uint16: _ = try reader.take(2)
        case .int32, .uint32, .float: _ = try reader.take(4)
        case .int64, .uint64, .double: _ = try reader.take(8)
        case .string, .bytes: _ = try reader.take(try reader.loadCount())
        case .keyed:
            try reader.enter()
            while try key() != nil { try skipValue() }
            reader.depth -= 1
        case .unkeyed:
            try reader.enter()
            for _ in 0..<(try reader.loadCount(of: "elements")) { try skipValue() }
            reader.depth -= 1
        }
    }

    /// Reads what needs no decoder of its own, as `WireSimple.includes` says.
    @inline(__always)
    private func simpleValue<Value>(_ type: Value.Type, _ path: () -> WirePath?) throws -> Value {
        func bits<Simple>(_ simple: Simple) -> Value { unsafeBitCast(simple, to: Value.self) }
        if type == Int.self { return bits(try number(Int.self, path)) }
        if type == Double.self { return bits(try floating(Double.self, path)) }
        if type == String.self { return bits(try string(path)) }
        if type == Bool.self { return bits(try bool(path)) }
        if type == Float.self { return bits(try floating(Float.self, path)) }
        if type == Int32.self { return bits(try number(Int32.self, path)) }
        if type == Int64.self { return bits(try number(Int64.self, path)) }
        if type == UInt64.self { return bits(try number(UInt64.self, path)) }
        if type == UInt32.self { return bits(try number(UInt32.self, path)) }
        if type == UInt8.self { return bits(try number(UInt8.self, path)) }
        if type == UInt.self { return bits(try number(UInt.self, path)) }
        if type == Int8.self { return bits(try number(Int8.self, path)) }
        if type == Int16.self { return bits(try number(Int16.self, path)) }
        if type == UInt16.self { return bits(try number(UInt16.self, path)) }
        preconditionFailure("\(type) is no simple type")
    }

    /// Reads strings of bytes; nil for other types.
    private func bytesValue<Value>(_ type: Value.Type, _ path: () -> WirePath?) throws -> Value? {
        if type == ByteString.self {
            try expect(.bytes, type, path)
            return unsafeBitCast(try reader.loadByteString(), to: Value.self)
        }
        if type == [UInt8].self {
            try expect(.bytes, type, path)
            return unsafeBitCast(Array(try reader.take(try reader.loadCount())), to: Value.self)
        }
        guard ForeignBytes.includes(type), let bytes = type as? any RangeReplaceableCollection<UInt8>.Type else {
            return nil
        }
        try expect(.bytes, type, path)
        return ForeignBytes.make(bytes, of: try reader.take(try reader.loadCount())) as? Value
    }

    private func number<Number: FixedWidthInteger & TaggedNumber>(
        _ type: Number.Type, _ path: () -> WirePath?
    ) throws -> Number {
        let tag = try tag()
        if tag == Number.tag { return try reader.load(type) }
        return try otherNumber(type, tag, path)
    }

    private func otherNumber<Number: FixedWidthInteger & TaggedNumber>(
        _ type: Number.Type, _ tag: WireTag, _ path: () -> WirePath?
    ) throws -> Number {
        let other: Number? =
            switch tag {
            case .int8: Number(exactly: try reader.load(Int8.self))
            case .int16: Number(exactly: try reader.load(Int16.self))
            case .int32: Number(exactly: try reader.load(Int32.self))
            case .int64: Number(exactly: try reader.load(Int64.self))
            case .uint8: Number(exactly: try reader.load(UInt8.self))
            case .uint16: Number(exactly: try reader.load(UInt16.self))
            case .uint32: Number(exactly: try reader.load(UInt32.self))
            case .uint64: Number(exactly: try reader.load(UInt64.self))
            default: nil
            }
        guard let other else { throw mismatch(type, tag, path) }
        return other
    }

    private func floating<Number: BinaryFloatingPoint & TaggedNumber>(
        _ type: Number.Type, _ path: () -> WirePath?
    ) throws -> Number {
        let start = reader.offset
        let tag = try tag()
        if tag == Number.tag { return try reader.load(type) }
        switch tag {
        case .float: return Number(try reader.load(Float.self))
        case .double: return Number(try reader.load(Double.self))
        case .uint64: return Number(try reader.load(UInt64.self))
        default:
            reader.offset = start
            return Number(try number(Int64.self, path))
        }
    }

    private func string(_ path: () -> WirePath?) throws -> String {
        try expect(.string, String.self, path)
        return try reader.loadString()
    }

    private func bool(_ path: () -> WirePath?) throws -> Bool {
        let tag = try tag()
        guard tag == .true || tag == .false else { throw mismatch(Bool.self, tag, path) }
        return tag == .true
    }

    private func expect(_ expected: WireTag, _ type: Any.Type, _ path: () -> WirePath?) throws {
        let tag = try tag()
        guard tag == expected else { throw mismatch(type, tag, path) }
    }

    private func mismatch(_ type: Any.Type, _ tag: WireTag, _ path: () -> WirePath?) -> DecodingError {
        .typeMismatch(type, .init(codingPath: path().keys, debugDescription: "a value of kind \(tag) is no \(type)"))
    }
}

extension WireError {
    init(_ error: DecodingError) {
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
                .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        self.init(
            message: context?.debugDescription ?? "\(error)", path: context?.codingPath.map(\.stringValue) ?? [])
    }
}
