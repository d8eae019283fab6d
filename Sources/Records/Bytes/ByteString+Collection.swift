public import CEngine

extension ByteString: RandomAccessCollection {
    /// 0, unless the string is a slice that shares the indices of another one.
    ///
    /// - Complexity: O(1).
    @inlinable
    public var startIndex: Int {
        guard let owner else { return 0 }
        return owner.startIndex
    }

    @inlinable public var endIndex: Int { startIndex + count }

    /// The byte at `index`.
    ///
    /// - Complexity: O(1).
    @inlinable
    public subscript(index: Int) -> UInt8 {
        let offset = index &- startIndex
        precondition(offset >= 0 && offset < count, "byte \(index) of a string with bytes \(indices)")
        return byte(at: offset)
    }

    /// The bytes at `bounds`, under the same indices.
    ///
    /// ```swift
    /// let comma = line.firstIndex(of: UInt8(ascii: ","))!
    /// let (name, rest) = (line[..<comma], line[(comma + 1)...])  // rest.startIndex is comma + 1
    /// ```
    ///
    /// - Complexity: O(1); an allocation of a few words, unless `bounds` start at 0. ``slice(_:)`` has none.
    @inlinable
    public subscript(bounds: Range<Int>) -> ByteString {
        let start = startIndex
        precondition(
            bounds.lowerBound >= start && bounds.upperBound <= start + count,
            "bytes \(bounds) of a string with bytes \(indices)")
        let part = uncheckedSlice(bounds.lowerBound - start..<bounds.upperBound - start)
        return bounds.lowerBound == 0 ? part : ByteString(part, startIndex: bounds.lowerBound)
    }

    @inlinable @inline(__always)
    public func makeIterator() -> Iterator { Iterator(text: self) }

    /// The bytes of a string, in order.
    public struct Iterator: IteratorProtocol, Sendable {
        @usableFromInline let text: ByteString
        @usableFromInline var offset = 0

        @inlinable @inline(__always)
        init(text: ByteString) { self.text = text }

        @inlinable @inline(__always)
        public mutating func next() -> UInt8? {
            guard offset < text.count else { return nil }
            defer { offset &+= 1 }
            return text.byte(at: offset)
        }
    }

    @inlinable @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        if isSlice {
            defer { withExtendedLifetime(owner) {} }
            return sliceStart.load(fromByteOffset: offset, as: UInt8.self)
        }
        return UInt8(truncatingIfNeeded: (offset < 8 ? low : high) &>> UInt64((offset & 7) * 8))
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
        return index < count ? startIndex + index : nil
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
        guard start <= count - part.count else { return nil }
        return startIndex + start..<startIndex + start + part.count
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
