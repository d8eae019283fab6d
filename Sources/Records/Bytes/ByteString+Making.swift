public import CEngine

extension ByteString {
    /// Makes the empty string.
    @inlinable
    public init() {
        self.init(low: 0, high: 0)
    }

    /// Copies `bytes`.
    ///
    /// - Complexity: O(*n*) for *n* bytes; an allocation for more than 15.
    @inlinable
    public init(_ bytes: UnsafeRawBufferPointer) {
        if bytes.count <= ByteString.inlineCapacity {
            self.init(packing: bytes)
        } else {
            self.init(wholeOf: ByteStorage(copying: bytes))
        }
    }

    /// Copies a sequence of bytes.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    @inlinable
    public init(_ bytes: some Sequence<UInt8>) {
        let made = bytes.withContiguousStorageIfAvailable { ByteString(UnsafeRawBufferPointer($0)) }
        self = made ?? ContiguousArray(bytes).withUnsafeBytes { ByteString($0) }
    }

    /// Copies the UTF-8 form of `string`.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    @inlinable
    public init(_ string: some StringProtocol) {
        self.init(string.utf8)
    }

    /// Refers to `slice`, a part of `storage`, without copying more than 15 bytes.
    ///
    /// - Precondition: `slice` lies inside `storage`.
    /// - Complexity: O(1). Nothing outside of `slice` is read.
    @inlinable @inline(__always)
    public init(slice: UnsafeRawBufferPointer, of storage: ByteStorage) {
        if slice.count <= ByteString.inlineCapacity {
            self.init(packing: slice)
        } else {
            assert(storage.holds(slice), "the slice of \(slice.count) bytes is not in its storage")
            self.init(owner: storage, start: slice.baseAddress.unsafelyUnwrapped, count: slice.count)
        }
    }

    /// Refers to all bytes of `storage`.
    ///
    /// - Complexity: O(1).
    @inlinable
    public init(wholeOf storage: ByteStorage) {
        self.init(slice: storage.bytes, of: storage)
    }

    /// The same bytes, keeping alive no more memory than they need.
    ///
    /// To be called where a string is stored for longer than the batch that it came with.
    ///
    /// - Complexity: O(1) for up to 15 bytes and for a string that has its storage to itself, else a copy.
    @inlinable
    public func owned() -> ByteString {
        guard isSlice, let owner else { return ByteString(low: low, high: high) }
        guard owner.bytes.count != count || owner.mutableBytes == nil else { return self }
        return withUnsafeBytes { ByteString(wholeOf: ByteStorage(copying: $0)) }
    }

    /// The bytes at `range`, counted from 0, as a string of its own: a slice of the same storage whose indices start at 0.
    ///
    /// - Complexity: O(1), no allocation.
    @inlinable
    public func slice(_ range: Range<Int>) -> ByteString {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= count, "bytes \(range) of a string of \(count)")
        return uncheckedSlice(range)
    }

    @inlinable @inline(__always)
    func uncheckedSlice(_ range: Range<Int>) -> ByteString {
        guard isSlice, range.count > ByteString.inlineCapacity, let owner else {
            return withUnsafeBytes { ByteString(packing: UnsafeRawBufferPointer(rebasing: $0[range])) }
        }
        return ByteString(owner: owner.whole, start: sliceStart + range.lowerBound, count: range.count)
    }

    /// The same bytes, indices from 0.
    @inlinable @inline(__always)
    var fromZero: ByteString {
        guard let owner, owner.startIndex != 0 else { return self }
        return uncheckedSlice(0..<count)
    }

    /// The bytes of a string whose indices start at 0, under other ones.
    @usableFromInline @inline(never)
    init(_ text: ByteString, startIndex: Int) {
        owner = ByteStorage(text.owner, startIndex: startIndex)
        low = text.low
        high = text.high
    }

    /// Loads up to 15 bytes into the words.
    @inlinable @inline(__always)
    init(packing bytes: UnsafeRawBufferPointer) {
        self.init(renoir_pack(bytes.baseAddress, bytes.count), count: bytes.count)
    }

    /// Loads up to 15 bytes of `readable` ones: sixteen of those are as good as the string's own, and cheaper to load.
    @inlinable @inline(__always)
    init(packing start: UnsafeRawPointer, count: Int, readable: Int) {
        self.init(readable >= 16 ? renoir_pack_wide(start, count) : renoir_pack(start, count), count: count)
    }

    @inlinable @inline(__always)
    init(_ words: renoir_words, count: Int) {
        self.init(low: words.low, high: words.high | UInt64(truncatingIfNeeded: count) &<< 56)
    }
}

extension ByteStorage {
    @inlinable
    func holds(_ slice: UnsafeRawBufferPointer) -> Bool {
        guard let start = slice.baseAddress, let first = bytes.baseAddress else { return slice.isEmpty }
        return start >= first && start + slice.count <= first + bytes.count
    }
}
