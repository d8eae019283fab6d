/// How the records of one type travel between ranks: found once for each edge, when the graph is built.
///
/// The loops are made where the type is known, so that they are compiled for it; the engine calls them by the batch.
public struct WireFormat<Element> {
    /// Writes records until the input or the frame is at its end, and moves them out of the input.
    public typealias Encode = (inout Cursor, UnsafeMutablePointer<Element>, inout WireWriter) -> Void
    /// Reads records until the frame or the output is at its end.
    public typealias Decode = (inout Cursor, inout WireReader, UnsafeMutablePointer<Element>) throws -> Void

    /// The layout in words: ranks whose layouts differ don't start.
    public let layout: String
    package let encode: Encode
    package let decode: Decode

    public init(layout: String, encode: @escaping Encode, decode: @escaping Decode) {
        self.layout = layout
        self.encode = encode
        self.decode = decode
    }

    /// A format that writes and reads single records.
    @inlinable
    public init(
        layout: String, store: @escaping (Element, inout WireWriter) -> Void,
        load: @escaping (inout WireReader) throws(WireError) -> Element
    ) {
        self.init(
            layout: layout,
            encode: { cursor, input, writer in
                while cursor.consumed < cursor.available && !writer.isFull {
                    store((input + cursor.consumed).move(), &writer)
                    cursor.consumed += 1
                }
            },
            decode: { cursor, reader, output in
                while reader.records > 0 && cursor.produced < cursor.capacity {
                    (output + cursor.produced).initialize(to: try load(&reader))
                    cursor.produced += 1
                    reader.countRecord()
                }
            })
    }

    /// The format for `Element`, or nil if the engine knows none.
    @inlinable
    public static func resolve() -> WireFormat? {
        if let composite = Element.self as? any WireComposite.Type { return ofComposite(composite) }
        guard let layout = WireField<Element>.layout else { return nil }
        if WireField<Element>.isPlain { return .plain(layout) }
        return WireFormat(
            layout: layout, store: { WireField.store($0, &$1) },
            load: { reader throws(WireError) in try WireField.load(&reader) })
    }

    @usableFromInline
    static func ofComposite(_ composite: any WireComposite.Type) -> WireFormat? {
        func format<Composite: WireComposite>(_ type: Composite.Type) -> Any? { type.wireFormat() }
        return format(composite) as? WireFormat
    }

    /// Stands where a graph has a problem that keeps it from running.
    package static var unsupported: WireFormat {
        WireFormat(
            layout: "none", encode: { _, _, _ in preconditionFailure("no format") },
            decode: { _, _, _ in preconditionFailure("no format") })
    }

    /// Records that are copied as they lie in memory.
    public static func plain(_ layout: String) -> WireFormat {
        let size = MemoryLayout<Element>.stride
        let checks = PlainLayout.of(Element.self)?.booleans ?? []
        return WireFormat(
            layout: layout,
            encode: { cursor, input, writer in
                let room = max(1, (writer.target - writer.count) / max(1, size))
                let records = min(room, cursor.available - cursor.consumed)
                let bytes = UnsafeRawBufferPointer(start: input + cursor.consumed, count: records * size)
                writer.store(bytes: bytes)
                cursor.consumed += records
            },
            decode: { cursor, reader, output in
                let records = min(reader.records, cursor.capacity - cursor.produced)
                guard records > 0 else { return }
                let bytes = try reader.take(records * size)
                try PlainLayout.check(bytes, stride: size, booleans: checks)
                if let start = bytes.baseAddress {
                    UnsafeMutableRawPointer(output + cursor.produced).copyMemory(from: start, byteCount: bytes.count)
                }
                cursor.produced += records
                reader.records -= records
            })
    }
}

extension WireReader {
    /// Counts one record as read.
    @inlinable
    public mutating func countRecord() { records -= 1 }
}

/// A type of the engine's own that is written field by field.
public protocol WireComposite {
    /// The format, or nil if the engine knows none for a field.
    static func wireFormat() -> WireFormat<Self>?
}
