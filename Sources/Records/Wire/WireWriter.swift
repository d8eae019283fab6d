/// Bytes that grow at their end: what an encoder writes a frame into.
@frozen
public struct WireWriter {
    @usableFromInline var base: UnsafeMutableRawPointer
    /// Bytes written.
    public var count: Int
    @usableFromInline var capacity: Int
    /// Whether its memory is somebody else's; not after it has grown.
    package private(set) var isBorrowing = false

    /// An encoder stops between two records when it has written this many bytes.
    public let target: Int

    /// How deep the value is nested that is being written.
    @usableFromInline var depth = 0
    /// Whether a value was nested too deep to be read.
    @usableFromInline var isTooDeep = false

    /// What writes `Codable` records, once there was one in the frame.
    @usableFromInline var coding: CodableWriter?

    /// Writes into `memory`, or into more when that is full. It belongs to whoever has the writer.
    package init(target: Int, in memory: UnsafeMutableRawBufferPointer) {
        self.target = target
        capacity = memory.count
        base = memory.baseAddress!
        count = 0
    }

    /// Writes into `memory`, which stays its owner's, or into more when that is full.
    package init(target: Int, borrowing memory: UnsafeMutableRawBufferPointer) {
        self.init(target: target, in: memory)
        isBorrowing = true
    }

    package init(target: Int) {
        self.init(target: target, in: .allocate(byteCount: target + target / 4, alignment: 16))
    }

    /// Whether the frame is large enough to go.
    @inlinable
    public var isFull: Bool { count >= target }

    /// Makes room for `bytes` more and returns where they go; they count as written.
    @inlinable @inline(__always)
    public mutating func append(_ bytes: Int) -> UnsafeMutableRawPointer {
        if capacity &- count < bytes { grow(bytes) }
        defer { count &+= bytes }
        return base + count
    }

    /// Writes the bytes of a value that consists of nothing but its bytes.
    @inlinable @inline(__always)
    public mutating func store<Value>(_ value: Value) {
        append(MemoryLayout<Value>.size).storeBytes(of: value, as: Value.self)
    }

    /// Writes a count in seven bits a byte, the lowest first: one byte for what is below 128.
    @inlinable @inline(__always)
    public mutating func store(count value: Int) {
        if UInt(bitPattern: value) < 128 { return store(UInt8(truncatingIfNeeded: value)) }
        store(longCount: UInt(bitPattern: value))
    }

    @usableFromInline
    mutating func store(longCount value: UInt) {
        var rest = value
        while rest >= 128 {
            store(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        store(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes `bytes` without their count.
    @inlinable
    public mutating func store(bytes: UnsafeRawBufferPointer) {
        let place = append(bytes.count)
        if let start = bytes.baseAddress { place.copyMemory(from: start, byteCount: bytes.count) }
    }

    /// Writes a string: the count of its bytes, and them.
    @inlinable @inline(__always)
    public mutating func store(string: String) {
        if let small = string.smallBytes { return store(small: small) }
        store(longString: string)
    }

    @usableFromInline @inline(never)
    mutating func store(longString string: String) {
        let isStored: Void? = string.utf8.withContiguousStorageIfAvailable {
            store(count: $0.count)
            store(bytes: UnsafeRawBufferPointer($0))
        }
        if isStored == nil { store(string: ByteString(string)) }
    }

    /// Writes a byte string that is not a slice.
    @inlinable @inline(__always)
    mutating func store(small string: ByteString) {
        // Both words at once; what comes next goes over what is too much.
        if capacity &- count < 17 { grow(17) }
        let place = base + count
        place.storeBytes(of: UInt8(truncatingIfNeeded: string.count), as: UInt8.self)
        (place + 1).storeBytes(of: string.low, as: UInt64.self)
        (place + 9).storeBytes(of: string.high, as: UInt64.self)
        count &+= 1 &+ string.count
    }

    /// Writes a byte string: its count, and the bytes.
    @inlinable @inline(__always)
    public mutating func store(string: ByteString) {
        if !string.isSlice { return store(small: string) }
        store(slice: string)
    }

    @usableFromInline @inline(never)
    mutating func store(slice: ByteString) {
        slice.withUnsafeBytes {
            store(count: $0.count)
            store(bytes: $0)
        }
    }

    /// Writes a byte string and moves it out of its place. A short one mostly has nothing to release.
    @inline(__always)
    mutating func store(taking string: UnsafeMutablePointer<ByteString>) {
        if !ByteString.isAlone(string) { return store(slice: string.move()) }
        store(small: ByteString(low: string.pointee.low, high: string.pointee.high))
    }

    /// Writes a string and moves it out of its place. A short one has nothing to release.
    @inline(__always)
    mutating func store(taking string: UnsafeMutablePointer<String>) {
        if let small = SmallText.bytes(at: string) { return store(small: small) }
        store(longString: string.move())
    }

    @usableFromInline @inline(never)
    mutating func grow(_ bytes: Int) {
        let larger = max(capacity * 2, count + bytes)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        moved.copyMemory(from: base, byteCount: count)
        if !isBorrowing { base.deallocate() }
        isBorrowing = false
        base = moved
        capacity = larger
    }

    /// Writes a count over the byte at `place`, and moves what is behind it if the count takes more.
    mutating func replace(count value: Int, at place: Int) {
        guard value >= 128 else { return (base + place).storeBytes(of: UInt8(value), as: UInt8.self) }
        let end = count
        store(count: value)
        let added = count - end
        withUnsafeTemporaryAllocation(byteCount: added, alignment: 1) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: base + end, count: added))
            (base + place + added).copyMemory(from: base + place + 1, byteCount: end - place - 1)
            (base + place).copyMemory(from: bytes.baseAddress!, byteCount: added)
        }
        count -= 1
    }

    /// The written bytes.
    package var written: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base, count: count) }

    /// All of its memory, of which ``written`` is the beginning.
    package var memory: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base, count: capacity) }
}
