/// A type that writes itself field by field, for records that are neither plain numbers nor text.
///
/// ```swift
/// struct Visit: WireCodable {
///     var page: String
///     var seconds: Double
///
///     func encode(into writer: inout WireWriter) {
///         writer.encode(page)
///         writer.encode(seconds)
///     }
///
///     init(from reader: inout WireReader) throws(WireError) {
///         page = try reader.decode()
///         seconds = try reader.decode()
///     }
/// }
/// ```
///
/// `Codable` types travel too; this takes a fraction of their time. A type that conforms is never copied as bytes, even if
/// it could be, so `init(from:)` may rely on being called.
public protocol WireCodable: WireFormatted {
    /// Writes what `init(from:)` needs, in the order in which it reads.
    func encode(into writer: inout WireWriter)

    /// Reads what ``encode(into:)`` wrote.
    ///
    /// - Throws: `WireError` for bytes that make no value. Nothing in them may be trusted.
    init(from reader: inout WireReader) throws(WireError)

    /// Whether values lie in a frame as they lie in memory, each pattern of bytes being one.
    static var _isWireScalar: Bool { get }
}

extension WireCodable {
    @inlinable public static var _isWireScalar: Bool { false }

    @inlinable
    public static func wireFormat() -> WireFormat<Self>? {
        WireFormat(
            layout: wireLayout(Self.self), isReadByProgram: true,
            take: { value, writer throws(WireError) in
                // Its owner: to look at a value where it lies, each of its strings would have to be retained.
                writer.encodeElement(value.move())
                if writer.isTooDeep { throw WireReader.tooDeep }
            },
            store: { value, writer throws(WireError) in
                writer.encodeElement(value.pointee)
                if writer.isTooDeep { throw WireReader.tooDeep }
            },
            load: { value, reader throws(WireError) in value.initialize(to: try reader.decodeElement()) })
    }
}

@usableFromInline
func wireLayout(_ type: Any.Type) -> String { "wire \(TypeOutline.of(type))" }

extension WireWriter {
    /// Writes a field.
    ///
    /// Values may be nested 256 deep, an optional and what is in it counting as two: a record that is deeper than that can't
    /// travel.
    @inlinable @inline(__always)
    public mutating func encode<Value: WireCodable>(_ value: Value) {
        if Value._isWireScalar { return value.encode(into: &self) }
        depth += 1
        if depth > WireReader.deepestNesting { isTooDeep = true }
        value.encode(into: &self)
        depth -= 1
    }

    /// Writes a value of which a number is counted: a byte stands for one that has none.
    @inlinable
    mutating func encodeElement<Value: WireCodable>(_ value: Value) {
        let before = count
        encode(value)
        if count == before { store(0 as UInt8) }
    }
}

extension WireReader {
    /// Reads a field.
    ///
    /// - Throws: `WireError` for bytes that make no `Value`.
    @inlinable @inline(__always)
    public mutating func decode<Value: WireCodable>(_ type: Value.Type = Value.self) throws(WireError) -> Value {
        if Value._isWireScalar { return try load(type) }
        try enter()
        defer { depth -= 1 }
        return try Value(from: &self)
    }

    /// Reads what `WireWriter.encodeElement(_:)` wrote.
    @inlinable
    mutating func decodeElement<Value: WireCodable>() throws(WireError) -> Value {
        let before = offset
        let value = try decode(Value.self)
        if offset == before { _ = try take(1) }
        return value
    }
}

extension WireCodable where Self: RawRepresentable, RawValue: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) { writer.encode(rawValue) }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) {
        let raw = try reader.decode(RawValue.self)
        guard let value = Self(rawValue: raw) else { throw WireError(message: "no \(Self.self) has the value \(raw)") }
        self = value
    }
}
