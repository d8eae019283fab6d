extension Bool: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) { writer.store(self ? 1 : 0 as UInt8) }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) {
        let byte = try reader.load(UInt8.self)
        guard byte < 2 else { throw WireError(message: "a Bool holds \(byte)") }
        self = byte == 1
    }

    public static func wireFormat() -> WireFormat<Bool>? { .plain() }
}

extension ByteString: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) { writer.store(string: self) }

    @inlinable @inline(__always)
    public init(from reader: inout WireReader) throws(WireError) { self = try reader.loadByteString() }

    // Made where the type is known: loops of a generic format call a witness for each record.
    public static func wireFormat() -> WireFormat<ByteString>? {
        WireFormat(
            layout: "bytes", isReadByProgram: false,
            take: { text, writer throws(WireError) in writer.store(taking: text) },
            store: { text, writer throws(WireError) in writer.store(string: text.pointee) },
            load: { text, reader throws(WireError) in text.initialize(to: try reader.loadByteString()) })
    }
}

extension String: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) { writer.store(string: self) }

    @inlinable @inline(__always)
    public init(from reader: inout WireReader) throws(WireError) { self = try reader.loadString() }

    // As for byte strings.
    public static func wireFormat() -> WireFormat<String>? {
        WireFormat(
            layout: "string", isReadByProgram: false,
            take: { text, writer throws(WireError) in writer.store(taking: text) },
            store: { text, writer throws(WireError) in writer.store(string: text.pointee) },
            load: { text, reader throws(WireError) in text.initialize(to: try reader.loadString()) })
    }
}

extension Substring: WireCodable {
    public func encode(into writer: inout WireWriter) { writer.store(string: String(self)) }

    public init(from reader: inout WireReader) throws(WireError) { self.init(try reader.loadString()) }

    public static func wireFormat() -> WireFormat<Substring>? { .text("substring") }
}

extension Character: WireCodable {
    public func encode(into writer: inout WireWriter) { writer.store(string: String(self)) }

    public init(from reader: inout WireReader) throws(WireError) {
        let text = try reader.loadString()
        guard text.count == 1 else { throw WireError(message: "a Character consists of \(text.count)") }
        self = text.first!
    }

    public static func wireFormat() -> WireFormat<Character>? { .text("character") }
}

// The fields that records have most often, without what values inside of values need.
extension WireWriter {
    /// Writes a field.
    @inlinable @inline(__always)
    public mutating func encode(_ value: String) { store(string: value) }

    /// Writes a field.
    @inlinable @inline(__always)
    public mutating func encode(_ value: ByteString) { store(string: value) }
}

extension WireReader {
    /// Reads a field.
    ///
    /// - Throws: `WireError` for bytes that are not UTF-8.
    @inlinable @inline(__always)
    public mutating func decode(_ type: String.Type = String.self) throws(WireError) -> String { try loadString() }

    /// Reads a field.
    ///
    /// - Throws: `WireError` for fewer bytes than there should be.
    @inlinable @inline(__always)
    public mutating func decode(_ type: ByteString.Type = ByteString.self) throws(WireError) -> ByteString {
        try loadByteString()
    }
}

extension WireFormat where Element: WireCodable {
    /// A type of which the layout's word says all.
    fileprivate static func text(_ layout: String) -> WireFormat {
        WireFormat(
            layout: layout, isReadByProgram: false,
            take: { value, writer throws(WireError) in writer.encode(value.move()) },
            store: { value, writer throws(WireError) in writer.encode(value.pointee) },
            load: { value, reader throws(WireError) in value.initialize(to: try reader.decode()) })
    }
}
