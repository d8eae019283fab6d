public import CEngine

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
    /// Finds words by bit masks of 64 bytes each: bit *i* says whether byte *i* belongs to a word.
    ///
    /// A loop over bytes would mispredict a branch at the end of every word, which costs more than all the rest.
    public struct Iterator: IteratorProtocol {
        @usableFromInline let text: ByteString

        /// The 64 bytes that `mask` is about; of a text that is not a slice, not used.
        @usableFromInline var block: UnsafeRawPointer
        @usableFromInline let end: UnsafeRawPointer

        /// The bytes of the block that belong to words not yet returned.
        @usableFromInline var mask: UInt64

        @inlinable @inline(__always)
        init(text: ByteString) {
            self.text = text
            if text.isSlice {
                block = text.sliceStart
                end = text.sliceStart + text.count
                mask = 0
                mask = textMask()
            } else {
                // Any address: a short text is its own only block, and there is no next one.
                block = UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped
                end = block
                mask = text.withUnsafeBytes { bytes in
                    var mask: UInt64 = 0
                    for (index, byte) in bytes.enumerated() where !byte.isASCIIWhitespace { mask |= 1 << UInt64(index) }
                    return mask
                }
            }
        }

        /// - Complexity: O(*n*) for a word of *n* bytes and the space before it.
        @inlinable @inline(__always)
        public mutating func next() -> ByteString? {
            while mask == 0 {
                guard end - block > 64 else { return nil }
                block += 64
                mask = textMask()
            }
            let start = mask.trailingZeroBitCount
            let length = (~(mask &>> UInt64(start))).trailingZeroBitCount
            // Adding the run's lowest bit carries through the run: it is cleared, what follows stays.
            let wholeMask = mask
            mask &= mask &+ (wholeMask & (0 &- wholeMask))
            if start + length < 64 || !text.isSlice { return word(at: start, count: length) }
            return wordAcrossBlocks(from: block + start, count: length)
        }

        /// Bits of the block at `block`, which may be the last and short one.
        @inlinable @inline(__always)
        func textMask() -> UInt64 {
            let rest = end - block
            return rest >= 64 ? renoir_text64(block) : renoir_text_before(end, rest)
        }

        /// A word that reaches the end of its block and perhaps goes on in the next ones.
        @inlinable
        mutating func wordAcrossBlocks(from start: UnsafeRawPointer, count: Int) -> ByteString {
            var count = count
            var more = end - block > 64
            while more {
                block += 64
                mask = textMask()
                let length = (~mask).trailingZeroBitCount
                count += length
                mask &= mask &+ 1
                more = length == 64 && end - block > 64
            }
            return slice(from: start, count: count)
        }

        @inlinable @inline(__always)
        func word(at offset: Int, count: Int) -> ByteString {
            if text.isSlice { return slice(from: block + offset, count: count) }
            return text.uncheckedSlice(offset..<offset + count)
        }

        @inlinable @inline(__always)
        func slice(from start: UnsafeRawPointer, count: Int) -> ByteString {
            if count > ByteString.inlineCapacity {
                return ByteString(owner: text.owner.unsafelyUnwrapped, start: start, count: count)
            }
            // Sixteen bytes inside the text are as good as those of the word, and cheaper to load.
            let words = end - start >= 16 ? renoir_pack_wide(start, count) : renoir_pack(start, count)
            return ByteString(low: words.low, high: words.high | UInt64(truncatingIfNeeded: count) &<< 56)
        }
    }
}

// The pointers lead into the text that the iterator holds, and it only reads.
extension ByteString.Words.Iterator: @unchecked Sendable {}
