/// What the decoders of one frame share: the bytes, and the names met in them.
///
/// Values can be read in any order, and again: each container knows its place.
struct RecordReading {
    var reader: WireReader
    var names = WireNames()
    private var bytes = ForeignBytes()

    init(_ reader: WireReader) { self.reader = reader }

    /// Reads what needs no decoder of its own; only for the types that `WireSimples` includes.
    @inline(never)
    mutating func simpleValue<Value>(_ type: Value.Type) throws -> Value {
        try withUnsafeMutablePointer(to: &reader) {
            try WireSimples.visit(type, SimpleReading<Value>(reader: $0)) {
                preconditionFailure("\(type) is no simple type")
            }
        }
    }

    /// Whether values of `type` are strings of bytes.
    mutating func readsBytes(_ type: Any.Type) -> Bool {
        type == ByteString.self || type == [UInt8].self || bytes.include(type)
    }

    /// Reads a string of bytes.
    @inline(never)
    mutating func bytesValue<Value>(_ type: Value.Type) throws -> Value {
        try reader.expect(.bytes)
        if type == ByteString.self { return unsafeBitCast(try reader.loadByteString(), to: Value.self) }
        let bytes = try reader.take(try reader.loadCount())
        if type == [UInt8].self { return unsafeBitCast(Array(bytes), to: Value.self) }
        guard let foreign = type as? any RangeReplaceableCollection<UInt8>.Type,
            let value = ForeignBytes.make(foreign, of: bytes) as? Value
        else { preconditionFailure("\(type) is no type of bytes") }
        return value
    }

    /// Reads the key of an entry.
    ///
    /// - Returns: The number of its name; nil behind the last entry.
    @inline(__always)
    mutating func key() throws(WireError) -> Int? {
        let code = try reader.loadCount()
        if code == WireKey.end { return nil }
        if code == WireKey.definition { return try definition() }
        guard code - WireKey.first < names.count, code >= WireKey.first else { throw noKey(code - WireKey.first) }
        return code - WireKey.first
    }

    private mutating func definition() throws(WireError) -> Int {
        let number = try reader.loadCount()
        try names.define(number, try reader.loadString())
        return number
    }

    private func noKey(_ number: Int) -> WireError { WireError(message: "there is no key \(number)") }

    /// Goes on behind the value at `offset`.
    mutating func skip(at offset: Int) throws(WireError) {
        reader.offset = offset
        try skipValue()
    }

    private mutating func skipValue() throws(WireError) {
        switch try reader.loadTag() {
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
}

private struct SimpleReading<Value>: WireSimpleVisitor {
    let reader: UnsafeMutablePointer<WireReader>

    @inline(__always)
    func visit<Simple: WireSimple>(_ type: Simple.Type) throws -> Value {
        unsafeBitCast(try type.read(from: &reader.pointee), to: Value.self)
    }
}
