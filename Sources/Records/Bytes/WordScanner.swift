public import CEngine

/// Finds the words of a text by bit masks of 64 bytes each: bit *i* says whether byte *i* belongs to a word.
///
/// A loop over bytes would mispredict a branch at the end of every word, which costs more than all the rest. Whoever has one
/// keeps the text alive.
@usableFromInline
struct WordScanner {
    /// The 64 bytes that `mask` is about; of a text that has no address, not read.
    @usableFromInline var block: UnsafeRawPointer
    @usableFromInline let end: UnsafeRawPointer

    /// The bytes of the block that belong to words not yet returned.
    @usableFromInline var mask: UInt64

    @inlinable @inline(__always)
    init(_ text: UnsafeRawBufferPointer) {
        block = text.baseAddress.unsafelyUnwrapped
        end = block + text.count
        mask = 0
        mask = textMask()
    }

    /// The words of a text that is its own words: they are found at offsets from ``nowhere``.
    @inlinable @inline(__always)
    init(inline text: ByteString) {
        block = Self.nowhere
        end = block
        mask = text.withUnsafeBytes { bytes in
            var mask: UInt64 = 0
            for (index, byte) in bytes.enumerated() where !byte.isASCIIWhitespace { mask |= 1 << UInt64(index) }
            return mask
        }
    }

    /// Any address: a short text is its own only block, and there is no next one.
    @inlinable static var nowhere: UnsafeRawPointer { UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped }

    /// - Complexity: O(*n*) for a word of *n* bytes and the space before it.
    @inlinable @inline(__always)
    mutating func next() -> (start: UnsafeRawPointer, count: Int)? {
        while mask == 0 {
            guard end - block > 64 else { return nil }
            block += 64
            mask = textMask()
        }
        let offset = mask.trailingZeroBitCount
        let count = (~(mask &>> UInt64(offset))).trailingZeroBitCount
        // Adding the run's lowest bit carries through the run: it is cleared, what follows stays.
        let wholeMask = mask
        mask &= mask &+ (wholeMask & (0 &- wholeMask))
        let start = block + offset
        return (start, offset + count < 64 ? count : wholeCount(count))
    }

    /// Bits of the block at `block`, which may be the last and short one.
    @inlinable @inline(__always)
    func textMask() -> UInt64 {
        let rest = end - block
        return rest >= 64 ? renoir_text64(block) : renoir_text_before(end, rest)
    }

    /// The bytes of a word of which the last `count` of this block are the first.
    @inlinable
    mutating func wholeCount(_ count: Int) -> Int {
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
        return count
    }

    /// A word of at most 15 bytes.
    @inlinable @inline(__always)
    func short(_ start: UnsafeRawPointer, _ count: Int) -> ByteString {
        ByteString(packing: start, count: count, readable: end - start)
    }
}
