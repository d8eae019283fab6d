public import CEngine

/// How the standard library keeps up to 15 bytes of ASCII: in the string's two words, as a ``ByteString`` does, with
/// 0xE0 added to the count in the top byte.
///
/// Compilers inline this form into programs, so it hardly changes; but it is not promised. So it is looked at before it
/// is used, and where it is another one the library makes and reads all strings.
@usableFromInline
enum SmallText {
    @inlinable static var mark: UInt64 { 0xE0 << 56 }

    /// Found out once. Not a `static let`, each use of which is a call.
    @inlinable @inline(__always)
    static var isKnown: Bool {
        let form = renoir_small_text()
        return form == RENOIR_SMALL_TEXT_KNOWN || form == RENOIR_SMALL_TEXT_NEW && look()
    }

    @inlinable @inline(__always)
    static func make(_ low: UInt64, _ high: UInt64, _ count: Int) -> String {
        var words = (low, high | mark | UInt64(truncatingIfNeeded: count) &<< 56)
        // Moved out: a copy would be retained first, by a call that finds nothing to retain.
        return withUnsafeMutableBytes(of: &words) { $0.bindMemory(to: String.self).baseAddress!.move() }
    }

    /// Whether the string at `place` is of this form: then there is nothing to release.
    @inlinable @inline(__always)
    static func holds(_ place: UnsafeRawPointer) -> Bool { bytes(at: place) != nil }

    /// The bytes of the string at `place`, if it is of this form.
    @inlinable @inline(__always)
    static func bytes(at place: UnsafeRawPointer) -> ByteString? {
        let (low, high) = place.load(as: (UInt64, UInt64).self)
        return bytes(low, high)
    }

    /// The bytes of a string of these two words, if it is of this form.
    @inlinable @inline(__always)
    static func bytes(_ low: UInt64, _ high: UInt64) -> ByteString? {
        guard isMarked(high), isKnown else { return nil }
        return ByteString(low: low, high: high & ~mark)
    }

    @inlinable @inline(__always)
    static func isMarked(_ high: UInt64) -> Bool { high >> 60 == mark >> 60 }

    @usableFromInline
    static func look() -> Bool {
        let isKnown = looksAsKnown()
        renoir_set_small_text(isKnown ? RENOIR_SMALL_TEXT_KNOWN : RENOIR_SMALL_TEXT_OTHER)
        return isKnown
    }

    /// Compares with what the library makes, for each count and all bytes of ASCII; other strings must not look like
    /// these.
    private static func looksAsKnown() -> Bool {
        guard MemoryLayout<String>.size == 16, MemoryLayout<(UInt64, UInt64)>.size == 16, 1.littleEndian == 1 else {
            return false
        }
        for first in UInt8(0)..<128 {
            for count in 0...ByteString.inlineCapacity {
                let bytes = (0..<count).map { (first &+ UInt8($0) &* 37) & 127 }
                let packed = bytes.withUnsafeBytes { ByteString(packing: $0) }
                guard words(of: String(decoding: bytes, as: UTF8.self)) == (packed.low, packed.high | mark) else {
                    return false
                }
            }
        }
        let others = ["é", "sixteen bytes .,", String(repeating: "x", count: 16), String(repeating: "é", count: 40)]
        return !others.contains { isMarked(words(of: $0).high) }
    }

    private static func words(of text: String) -> (low: UInt64, high: UInt64) {
        unsafeBitCast(text, to: (UInt64, UInt64).self)
    }
}
