extension ByteString {
    /// The runs of bytes between ASCII white space: space, `\t`, `\n`, `\v`, `\f`, `\r`.
    ///
    /// ```swift
    /// for word in line.words() { … }
    /// ```
    ///
    /// A word of more than 15 bytes is a slice of the same storage.
    ///
    /// - Complexity: O(1); O(*n*) for all words of *n* bytes, no allocation.
    @inlinable @inline(__always)
    public func words() -> Words {
        Words(text: self)
    }

    /// The words of a byte string, in order.
    public struct Words: Sequence, Sendable {
        @usableFromInline let text: ByteString

        @inlinable @inline(__always)
        init(text: ByteString) {
            self.text = text
        }

        @inlinable @inline(__always)
        public consuming func makeIterator() -> Iterator {
            Iterator(text: text)
        }
    }
}

extension ByteString.Words {
    public struct Iterator: IteratorProtocol {
        @usableFromInline let text: ByteString
        @usableFromInline var scanner: WordScanner

        @inlinable @inline(__always)
        init(text: ByteString) {
            self.text = text
            if text.isSlice {
                scanner = WordScanner(UnsafeRawBufferPointer(start: text.sliceStart, count: text.count))
            } else {
                scanner = WordScanner(inline: text)
            }
        }

        /// - Complexity: O(*n*) for a word of *n* bytes and the space before it.
        @inlinable @inline(__always)
        public mutating func next() -> ByteString? {
            guard let (start, count) = scanner.next() else { return nil }
            guard text.isSlice else {
                let offset = start - WordScanner.nowhere
                return text.uncheckedSlice(offset..<offset + count)
            }
            if count > ByteString.inlineCapacity {
                return ByteString(owner: text.owner.unsafelyUnwrapped.whole, start: start, count: count)
            }
            return scanner.short(start, count)
        }
    }
}

// The pointers lead into the text that the iterator holds, and it only reads.
extension ByteString.Words.Iterator: @unchecked Sendable {}
