/// The bytes of one frame, read from the front. Nothing in them is trusted: each read checks what is left.
@frozen
public struct WireReader {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    /// The count of `bytes`, which would be computed each time.
    @usableFromInline let end: Int
    /// Bytes read so far.
    public var offset: Int
    /// Records that are still to be read.
    public var records: Int
    @usableFromInline var arena: ByteStorage?
    /// Values inside of values that are being read.
    @usableFromInline var depth = 0
    /// What reads `Codable` records, once there was one in the frame.
    @usableFromInline var coding: CodableReader?
    /// Where strings are looked for before they are made; its owner keeps it for longer than the reader.
    let recent: Unmanaged<RecentTexts>?

    /// Values inside of values that are read at most: bytes must not decide how much stack is used.
    @usableFromInline static var deepestNesting: Int { 256 }

    package init(_ bytes: UnsafeRawBufferPointer, records: Int, recent: RecentTexts? = nil) {
        self.bytes = bytes
        self.recent = recent.map(Unmanaged.passUnretained)
        self.records = records
        end = bytes.count
        offset = 0
    }

    /// Reads `bytes` of `storage`: long byte strings are slices of that.
    init(_ bytes: UnsafeRawBufferPointer, records: Int, slicing storage: ByteStorage) {
        self.init(bytes, records: records)
        arena = storage
    }

    /// Whether nothing is left.
    @inlinable
    public var isAtEnd: Bool { offset == end }

    /// Bytes that are left.
    @inlinable
    public var remaining: Int { end &- offset }

    /// Takes the next `count` bytes.
    ///
    /// - Throws: `WireError` when fewer are left.
    @inlinable @inline(__always)
    public mutating func take(_ count: Int) throws(WireError) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw shortage(of: count) }
        defer { offset &+= count }
        return UnsafeRawBufferPointer(start: bytes.baseAddress.map { $0 + offset }, count: count)
    }

    /// Reads a value that consists of nothing but its bytes, each pattern of which is valid.
    @inlinable @inline(__always)
    public mutating func load<Value>(_ type: Value.Type) throws(WireError) -> Value {
        let size = MemoryLayout<Value>.size
        guard size <= remaining else { throw shortage(of: size) }
        defer { offset &+= size }
        return bytes.loadUnaligned(fromByteOffset: offset, as: type)
    }

    /// Reads a count that `WireWriter.store(count:)` wrote.
    @inlinable @inline(__always)
    public mutating func loadCount() throws(WireError) -> Int {
        let first = try load(UInt8.self)
        return first < 128 ? Int(first) : try loadLongCount(first)
    }

    @usableFromInline
    mutating func loadLongCount(_ first: UInt8) throws(WireError) -> Int {
        var value = UInt(first & 127)
        var shift: UInt = 7
        while true {
            let byte = try load(UInt8.self)
            value |= UInt(byte & 127) << shift
            if byte < 128 { break }
            shift += 7
            guard shift < 63 else { throw WireError(message: "a count of more than 63 bits") }
        }
        return Int(bitPattern: value)
    }

    /// Reads the count of values that follow, each of which takes one byte at least.
    ///
    /// - Throws: `WireError` when so many can't follow: nobody allocates room for them.
    @inlinable
    public mutating func loadCount(of values: StaticString) throws(WireError) -> Int {
        let count = try loadCount()
        guard count <= remaining else { throw excess(count, values) }
        return count
    }

    /// Goes one value deeper.
    ///
    /// - Throws: `WireError` beyond a depth that no honest record has.
    @inlinable
    mutating func enter() throws(WireError) {
        depth += 1
        guard depth <= Self.deepestNesting else { throw Self.tooDeep }
    }

    @usableFromInline
    static var tooDeep: WireError { WireError(message: "values are nested more than \(deepestNesting) deep") }

    @usableFromInline
    func shortage(of count: Int) -> WireError {
        WireError(message: "a frame ends in the middle of a record: \(count) bytes should follow, \(remaining) do")
    }

    @usableFromInline
    func excess(_ count: Int, _ values: StaticString) -> WireError {
        WireError(message: "\(count) \(values) can't be in the \(remaining) bytes that follow")
    }

    /// Reads a byte string. Long ones are slices of one copy of the frame, made when the first of them is met.
    @inlinable @inline(__always)
    public mutating func loadByteString() throws(WireError) -> ByteString {
        if let short = loadShort() { return short }
        return try loadAnyByteString()
    }

    /// Reads a byte string of up to 15 bytes that has 16 bytes of the frame behind its count; else returns nil and reads nothing.
    ///
    /// Sixteen bytes are loaded, and those that aren't the string's cleared.
    @inlinable @inline(__always)
    mutating func loadShort() -> ByteString? {
        guard remaining >= 1 + 16 else { return nil }
        let place = bytes.baseAddress.unsafelyUnwrapped + offset
        let count = Int(place.load(as: UInt8.self))
        guard count <= ByteString.inlineCapacity else { return nil }
        offset &+= 1 &+ count
        return ByteString(packing: place + 1, count: count, readable: 16)
    }

    @usableFromInline @inline(never)
    mutating func loadAnyByteString() throws(WireError) -> ByteString {
        let count = try loadCount()
        let start = offset
        let slice = try take(count)
        guard count > ByteString.inlineCapacity else { return ByteString(packing: slice) }
        return loadSlice(start, count)
    }

    private mutating func loadSlice(_ start: Int, _ count: Int) -> ByteString {
        let storage = arena ?? ByteStorage(copying: bytes)
        arena = storage
        return ByteString(slice: UnsafeRawBufferPointer(rebasing: storage.bytes[start..<start + count]), of: storage)
    }
}

extension WireReader {
    /// Reads a string. Bytes that are not UTF-8 are an error: a string never contains any.
    @inlinable @inline(__always)
    public mutating func loadString() throws(WireError) -> String {
        let start = offset
        if let short = loadShort() {
            if let text = String(small: short) { return text }
            // It isn't ASCII: read again, and validated.
            offset = start
        }
        return try loadAnyString()
    }

    @usableFromInline @inline(never)
    mutating func loadAnyString() throws(WireError) -> String {
        let bytes = try take(try loadCount())
        if bytes.count > ByteString.inlineCapacity { return try longString(bytes) }
        guard let text = String(validatingUTF8: bytes) else { throw notUTF8(bytes) }
        return text
    }

    private func longString(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> String {
        let text = recent.map { $0._withUnsafeGuaranteedRef { $0.text(of: bytes) } } ?? .validated(bytes)
        guard let text else { throw notUTF8(bytes) }
        return text
    }

    private func notUTF8(_ bytes: UnsafeRawBufferPointer) -> WireError {
        WireError(message: "a string of \(bytes.count) bytes is not UTF-8")
    }
}
