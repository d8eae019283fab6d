/// How the records of one type travel between ranks: found once for each edge, when the graph is built.
///
/// The loops are made where the type is known, so that they are compiled for it; the engine calls them by the batch.
/// Every value takes one byte at least, so that a count of values can be checked against the bytes that follow.
public struct WireFormat<Element> {
    /// Writes records until the input or the frame is at its end, and moves them out of the input.
    public typealias Encode = (inout RecordCursor, UnsafeMutablePointer<Element>, inout WireWriter) throws(WireError) ->
        Void
    /// Reads records until the frame or the output is at its end.
    public typealias Decode = (inout RecordCursor, inout WireReader, UnsafeMutablePointer<Element>) throws(WireError) ->
        Void
    /// Writes values that lie one behind the other, and leaves them where they are.
    public typealias Store = (UnsafePointer<Element>, Int, inout WireWriter) throws(WireError) -> Void
    /// Makes values one behind the other; when it throws, none of them is alive.
    public typealias Load = (UnsafeMutablePointer<Element>, Int, inout WireReader) throws(WireError) -> Void

    /// The layout in words: ranks whose layouts differ don't start.
    public let layout: String
    /// Whether code of the program takes part in reading: what it refuses is then no fault of the engine.
    public let isReadByProgram: Bool
    /// Looks at the bytes of records that arrive, where records that were written are the memory in which they lay.
    package var check: ((UnsafeRawBufferPointer) throws(WireError) -> Void)?
    package var isMemory: Bool { check != nil }
    package let encode: Encode
    package let decode: Decode
    @usableFromInline let store: Store
    @usableFromInline let load: Load

    @usableFromInline
    init(
        layout: String, isReadByProgram: Bool, encode: @escaping Encode, decode: @escaping Decode,
        store: @escaping Store, load: @escaping Load
    ) {
        self.layout = layout
        self.isReadByProgram = isReadByProgram
        self.encode = encode
        self.decode = decode
        self.store = store
        self.load = load
    }

    /// A format that writes and reads single values, of one byte or more.
    ///
    /// - Parameters:
    ///   - isReadByProgram: Whether `load` runs code of the program.
    ///   - store: Writes a value and leaves it where it is.
    ///   - load: Makes a value; when it throws, there must be none.
    @inlinable
    public init(
        layout: String, isReadByProgram: Bool = true,
        store: @escaping (UnsafePointer<Element>, inout WireWriter) throws(WireError) -> Void,
        load: @escaping (UnsafeMutablePointer<Element>, inout WireReader) throws(WireError) -> Void
    ) {
        self.init(
            layout: layout, isReadByProgram: isReadByProgram,
            take: { value, writer throws(WireError) in
                defer { value.deinitialize(count: 1) }
                try store(value, &writer)
            }, store: store, load: load)
    }

    /// The same, with a second way to write: `take` moves the value out of its place, also when it throws.
    @inlinable
    init(
        layout: String, isReadByProgram: Bool,
        take: @escaping (UnsafeMutablePointer<Element>, inout WireWriter) throws(WireError) -> Void,
        store: @escaping (UnsafePointer<Element>, inout WireWriter) throws(WireError) -> Void,
        load: @escaping (UnsafeMutablePointer<Element>, inout WireReader) throws(WireError) -> Void
    ) {
        self.init(
            layout: layout, isReadByProgram: isReadByProgram,
            encode: { cursor, input, writer throws(WireError) in
                while cursor.consumed < cursor.available && !writer.isFull {
                    let place = input + cursor.consumed
                    cursor.consumed += 1
                    try take(place, &writer)
                }
            },
            decode: { cursor, reader, output throws(WireError) in
                while reader.records > 0 && cursor.produced < cursor.capacity {
                    try load(output + cursor.produced, &reader)
                    cursor.produced += 1
                    reader.records -= 1
                }
            },
            store: { values, count, writer throws(WireError) in
                for index in 0..<count { try store(values + index, &writer) }
            },
            load: { values, count, reader throws(WireError) in
                var made = 0
                do throws(WireError) {
                    while made < count {
                        try load(values + made, &reader)
                        made += 1
                    }
                } catch {
                    values.deinitialize(count: made)
                    throw error
                }
            })
    }

    /// Stands where a graph has a problem that keeps it from running.
    package static var unsupported: WireFormat {
        WireFormat(
            layout: "none", store: { _, _ in preconditionFailure("no format") },
            load: { _, _ in preconditionFailure("no format") })
    }

    /// Makes one value.
    func loadValue(_ reader: inout WireReader) throws(WireError) -> Element {
        let place = UnsafeMutablePointer<Element>.allocate(capacity: 1)
        defer { place.deallocate() }
        try load(place, 1, &reader)
        return place.move()
    }
}
