public import CEngine

extension ByteString {
    /// The parts between occurrences of a byte.
    ///
    /// ```swift
    /// let columns = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    /// ```
    ///
    /// A part of more than 15 bytes is a slice of the same storage. Indices of parts start at 0.
    ///
    /// - Complexity: O(1); O(*n*) for all parts of *n* bytes, no allocation.
    @inlinable
    public func split(separator: UInt8, omittingEmptySubsequences: Bool = true) -> Fields {
        Fields(text: self, separator: separator, whole: ByteString(), omitsEmpty: omittingEmptySubsequences)
    }

    /// The parts between occurrences of a text.
    ///
    /// ```swift
    /// let columns = line.split(separator: ",", omittingEmptySubsequences: false)
    /// ```
    ///
    /// As with a byte, which a separator of one byte is; an empty one occurs nowhere.
    ///
    /// - Complexity: O(1); that of ``firstRange(of:)`` for all parts, no allocation.
    @inlinable
    public func split(separator: ByteString, omittingEmptySubsequences: Bool = true) -> Fields {
        Fields(
            text: self, separator: separator.isEmpty ? 0 : separator.byte(at: 0),
            whole: separator.count == 1 ? ByteString() : separator, isOne: separator.isEmpty,
            omitsEmpty: omittingEmptySubsequences)
    }

    /// The parts of a byte string between separators, in order.
    public struct Fields: Sequence, Sendable {
        @usableFromInline let text: ByteString
        @usableFromInline let separator: UInt8
        /// A separator of more than one byte; else empty.
        @usableFromInline let whole: ByteString
        /// Whether nothing separates.
        @usableFromInline let isOne: Bool
        @usableFromInline let omitsEmpty: Bool

        @inlinable
        init(text: ByteString, separator: UInt8, whole: ByteString, isOne: Bool = false, omitsEmpty: Bool) {
            self.text = text
            self.separator = separator
            self.whole = whole
            self.isOne = isOne
            self.omitsEmpty = omitsEmpty
        }

        @inlinable
        public func makeIterator() -> Iterator {
            Iterator(fields: self)
        }
    }
}

extension ByteString.Fields {
    public struct Iterator: IteratorProtocol, Sendable {
        @usableFromInline let fields: ByteString.Fields

        /// Where the next part starts; past the end when there is none.
        @usableFromInline var position = 0

        @inlinable
        init(fields: ByteString.Fields) {
            self.fields = fields
        }

        /// - Complexity: O(*n*) for a part of *n* bytes.
        @inlinable
        public mutating func next() -> ByteString? {
            let text = fields.text
            let count = text.count
            while position <= count {
                let start = position
                let length = text.withUnsafeBytes { bytes in
                    bytes.isEmpty ? 0 : countToSeparator(bytes.baseAddress.unsafelyUnwrapped + start, count - start)
                }
                position = start + length + Swift.max(1, fields.whole.count)
                if length > 0 || !fields.omitsEmpty { return text.uncheckedSlice(start..<start + length) }
            }
            return nil
        }

        /// The bytes before the next separator, of `count` ones.
        @inlinable @inline(__always)
        func countToSeparator(_ start: UnsafeRawPointer, _ count: Int) -> Int {
            if fields.whole.isEmpty { return fields.isOne ? count : renoir_find(start, fields.separator, count) }
            return fields.whole.withUnsafeBytes { renoir_search(start, count, $0.baseAddress, $0.count) }
        }
    }
}
