/// The bytes of one frame, read from the front. Nothing in them is trusted: each read checks what is left.
@frozen
public struct WireReader {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    /// Bytes read so far.
    public var offset: Int
    /// Records that are still to be read.
    public var records: Int
    @usableFromInline var arena: ByteStorage?

    init(_ bytes: UnsafeRawBufferPointer, records: Int) {
        self.bytes = bytes
        self.records = records
        offset = 0
    }

    /// Whether nothing is left.
    @inlinable
    public var isAtEnd: Bool { offset == bytes.count }

    /// Takes the next `count` bytes.
    ///
    /// - Throws: `WireError` when fewer are left.
    @inlinable
    public mutating func take(_ count: Int) throws(WireError) -> UnsafeRawBufferPointer {
        guard count >= 0, bytes.count - offset >= count else {
            throw WireError(message: "a frame ends in the middle of a record, \(count) bytes short of its end")
        }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// Reads a value that consists of nothing but its bytes, each pattern of which is valid.
    @inlinable
    public mutating func load<Value>(_ type: Value.Type) throws(WireError) -> Value {
        let bytes = try take(MemoryLayout<Value>.size)
        return bytes.loadUnaligned(as: type)
    }

    /// Reads a count that `WireWriter.store(count:)` wrote.
    @inlinable
    public mutating func loadCount() throws(WireError) -> Int {
        var value: UInt = 0
        var shift: UInt = 0
        while true {
            let byte = try load(UInt8.self)
            value |= UInt(byte & 127) << shift
            if byte < 128 { break }
            shift += 7
            guard shift < 63 else { throw WireError(message: "a count of more than 63 bits") }
        }
        return Int(bitPattern: value)
    }

    /// Reads a byte string. Long ones are slices of one copy of the frame, made when the first of them is met.
    @inlinable
    public mutating func loadByteString() throws(WireError) -> ByteString {
        let count = try loadCount()
        let start = offset
        let slice = try take(count)
        guard count > ByteString.inlineCapacity else { return ByteString(slice) }
        return loadSlice(start, count)
    }

    @usableFromInline
    mutating func loadSlice(_ start: Int, _ count: Int) -> ByteString {
        let storage = arena ?? ByteStorage(copying: bytes)
        arena = storage
        return ByteString(slice: UnsafeRawBufferPointer(rebasing: storage.bytes[start..<start + count]), of: storage)
    }
}

extension WireReader {
    /// Reads a string. Bytes that are not UTF-8 are an error: a string never contains any.
    public mutating func loadString() throws(WireError) -> String {
        let bytes = try take(try loadCount())
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WireError(message: "a string of \(bytes.count) bytes is not UTF-8")
        }
        return text
    }
}
