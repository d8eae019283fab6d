public import CEngine

extension String {
    /// Makes a string of bytes if they are UTF-8, else nothing: the one way from bytes of a file or a frame to a string.
    ///
    /// - Complexity: O(*n*); a few instructions for up to 15 bytes of ASCII.
    @inlinable @inline(__always)
    init?(validatingUTF8 bytes: UnsafeRawBufferPointer) {
        if bytes.count <= ByteString.inlineCapacity {
            let words = renoir_pack(bytes.baseAddress, bytes.count)
            if let small = String(smallLow: words.low, high: words.high, count: bytes.count) {
                self = small
                return
            }
        }
        guard let text = String.validated(bytes) else { return nil }
        self = text
    }

    /// Makes a string of up to 15 bytes, padded with zeros, if they are ASCII and the library's form of it is known.
    ///
    /// A call of the library takes ten times as long, more than all else that is done for a word.
    @inlinable @inline(__always)
    init?(smallLow low: UInt64, high: UInt64, count: Int) {
        let tops: UInt64 = 0x8080_8080_8080_8080
        guard (low | high) & tops == 0, SmallText.isKnown else { return nil }
        self = SmallText.make(low, high, count)
    }

    /// Makes a string of a byte string whose words hold ASCII.
    @inlinable @inline(__always)
    init?(small bytes: ByteString) {
        guard !bytes.isSlice else { return nil }
        self.init(smallLow: bytes.low, high: bytes.high & ~0 >> 8, count: bytes.count)
    }

    @usableFromInline
    static func repaired(_ bytes: ByteString) -> String {
        bytes.withUnsafeBytes { validated($0) ?? String(decoding: $0, as: UTF8.self) }
    }

    @usableFromInline
    static func validated(_ bytes: UnsafeRawBufferPointer) -> String? {
        // A span is checked in half the time of `String(validating:as:)`.
        guard let span = try? UTF8Span(validating: Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self)))
        else { return nil }
        return String(copying: span)
    }
}

/// How the standard library keeps up to 15 bytes of ASCII: in the string's two words, as a ``ByteString`` does, with
/// 0xE0 added to the count in the top byte.
///
/// Compilers inline this form into programs, so it hardly changes; but it is not promised. So it is looked at before it
/// is used, and where it is another one the library makes all strings.
@usableFromInline
enum SmallText {
    @usableFromInline static let isKnown = looksAsKnown()

    @inlinable @inline(__always)
    static func make(_ low: UInt64, _ high: UInt64, _ count: Int) -> String {
        unsafeBitCast((low, high | UInt64(truncatingIfNeeded: 0xE0 | count) &<< 56), to: String.self)
    }

    /// Compares with what the library makes, for each count and all bytes of ASCII.
    static func looksAsKnown() -> Bool {
        guard MemoryLayout<String>.size == 16, MemoryLayout<(UInt64, UInt64)>.size == 16, 1.littleEndian == 1 else {
            return false
        }
        for first in UInt8(0)..<128 {
            for count in 0...ByteString.inlineCapacity {
                let bytes = (0..<count).map { (first &+ UInt8($0) &* 37) & 127 }
                let theirs = unsafeBitCast(String(decoding: bytes, as: UTF8.self), to: (UInt64, UInt64).self)
                let packed = bytes.withUnsafeBytes { ByteString(packing: $0) }
                let marked = packed.high | 0xE0 << 56
                guard theirs == (packed.low, marked) else { return false }
            }
        }
        return true
    }
}
