public import CEngine

extension ByteString {
    /// The parts between occurrences of `separator`.
    ///
    /// ```swift
    /// let columns = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    /// ```
    ///
    /// A part of more than 15 bytes is a slice of the same storage.
    ///
    /// - Complexity: O(1); O(*n*) for all parts of *n* bytes, no allocation.
    @inlinable
    public func split(separator: UInt8, omittingEmptySubsequences: Bool = true) -> Fields {
        Fields(text: self, separator: separator, omitsEmpty: omittingEmptySubsequences)
    }

    /// The parts of a byte string between separators, in order.
    public struct Fields: Sequence, Sendable {
        @usableFromInline let text: ByteString
        @usableFromInline let separator: UInt8
        @usableFromInline let omitsEmpty: Bool

        @inlinable
        init(text: ByteString, separator: UInt8, omitsEmpty: Bool) {
            self.text = text
            self.separator = separator
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
                    bytes.isEmpty
                        ? 0
                        : renoir_find(bytes.baseAddress.unsafelyUnwrapped + start, fields.separator, count - start)
                }
                position = start + length + 1
                if length > 0 || !fields.omitsEmpty { return text.uncheckedSlice(start..<start + length) }
            }
            return nil
        }
    }
}
