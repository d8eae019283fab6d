public import CEngine

extension ByteString: RandomAccessCollection {
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }

    /// The byte at `index`.
    ///
    /// - Complexity: O(1).
    @inlinable
    public subscript(index: Int) -> UInt8 {
        precondition(index >= 0 && index < count, "byte \(index) of a string of \(count)")
        if isSlice {
            defer { withExtendedLifetime(owner) {} }
            return sliceStart.load(fromByteOffset: index, as: UInt8.self)
        }
        return UInt8(truncatingIfNeeded: (index < 8 ? low : high) &>> UInt64((index & 7) * 8))
    }

    @inlinable
    public func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result? {
        try withUnsafeBytes { try $0.withMemoryRebound(to: UInt8.self, body) }
    }
}

extension ByteString {
    /// Where `byte` first occurs.
    ///
    /// - Complexity: O(*n*), many bytes at a time.
    @inlinable
    public func firstIndex(of byte: UInt8) -> Int? {
        let index = withUnsafeBytes { renoir_find($0.baseAddress, byte, $0.count) }
        return index < count ? index : nil
    }

    /// Whether `byte` occurs.
    ///
    /// - Complexity: O(*n*), many bytes at a time.
    @inlinable
    public func contains(_ byte: UInt8) -> Bool {
        firstIndex(of: byte) != nil
    }

    /// Where the bytes of `part` first occur together; an empty part occurs at the start.
    ///
    /// - Complexity: O(*n*) where the first byte of `part` is rare, many bytes at a time; O(*n* × *m*) at worst for a
    ///   part of *m* bytes.
    @inlinable
    public func firstRange(of part: ByteString) -> Range<Int>? {
        let start = withUnsafeBytes { mine in
            part.withUnsafeBytes { renoir_search(mine.baseAddress, mine.count, $0.baseAddress, $0.count) }
        }
        return start <= count - part.count ? start..<start + part.count : nil
    }

    /// Whether the bytes of `part` occur together.
    ///
    /// ```swift
    /// let errors = lines.filter { $0.contains("error") }
    /// ```
    ///
    /// - Complexity: That of ``firstRange(of:)``.
    @inlinable
    public func contains(_ part: ByteString) -> Bool {
        firstRange(of: part) != nil
    }

    /// Whether the first bytes are `prefix`.
    ///
    /// - Complexity: O(*m*) for a prefix of *m* bytes.
    @inlinable
    public func hasPrefix(_ prefix: ByteString) -> Bool {
        prefix.count <= count && matches(prefix, at: 0)
    }

    /// Whether the last bytes are `suffix`.
    ///
    /// - Complexity: O(*m*) for a suffix of *m* bytes.
    @inlinable
    public func hasSuffix(_ suffix: ByteString) -> Bool {
        suffix.count <= count && matches(suffix, at: count - suffix.count)
    }

    /// Without the ASCII white space at both ends.
    ///
    /// - Complexity: O(*w*) for *w* bytes of white space.
    @inlinable
    public func trimmed() -> ByteString {
        withUnsafeBytes { bytes in
            var start = 0
            var end = bytes.count
            while start < end, bytes[start].isASCIIWhitespace { start += 1 }
            while start < end, bytes[end - 1].isASCIIWhitespace { end -= 1 }
            return uncheckedSlice(start..<end)
        }
    }

    @inlinable
    func matches(_ part: ByteString, at offset: Int) -> Bool {
        withUnsafeBytes { mine in
            part.withUnsafeBytes {
                renoir_compare(mine.baseAddress.unsafelyUnwrapped + offset, $0.baseAddress, $0.count) == 0
            }
        }
    }
}

extension UInt8 {
    /// Whether it is a space, tab, line feed, vertical tab, form feed or carriage return.
    @inlinable
    var isASCIIWhitespace: Bool { self == 32 || self &- 9 < 5 }
}
