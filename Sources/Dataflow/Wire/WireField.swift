/// How one value is written and read as a part of a record, chosen when the code is compiled for its type.
public enum WireField<Value> {
    /// The layout in words, or nil for a type that has none.
    @inlinable
    public static var layout: String? {
        if Value.self == ByteString.self { return "bytes" }
        if Value.self == String.self { return "string" }
        return plainLayout
    }

    /// Whether values are copied as they lie in memory. Only asked for types that have a layout.
    @inlinable
    public static var isPlain: Bool { Value.self != ByteString.self && Value.self != String.self }

    @usableFromInline
    static var plainLayout: String? { PlainLayout.of(Value.self)?.description }

    @inlinable
    public static func store(_ value: Value, _ writer: inout WireWriter) {
        if Value.self == ByteString.self {
            unsafeBitCast(value, to: ByteString.self).withUnsafeBytes {
                writer.store(count: $0.count)
                writer.store(bytes: $0)
            }
        } else if Value.self == String.self {
            var text = unsafeBitCast(value, to: String.self)
            text.withUTF8 {
                writer.store(count: $0.count)
                writer.store(bytes: UnsafeRawBufferPointer($0))
            }
        } else {
            writer.store(value)
        }
    }

    @inlinable
    public static func load(_ reader: inout WireReader) throws(WireError) -> Value {
        if Value.self == ByteString.self { return unsafeBitCast(try reader.loadByteString(), to: Value.self) }
        if Value.self == String.self { return unsafeBitCast(try reader.loadString(), to: Value.self) }
        return try loadPlain(&reader)
    }

    @usableFromInline
    static func loadPlain(_ reader: inout WireReader) throws(WireError) -> Value {
        let bytes = try reader.take(MemoryLayout<Value>.size)
        if let layout = PlainLayout.of(Value.self), !layout.booleans.isEmpty {
            try PlainLayout.check(bytes, stride: max(1, bytes.count), booleans: layout.booleans)
        }
        return bytes.loadUnaligned(as: Value.self)
    }
}
