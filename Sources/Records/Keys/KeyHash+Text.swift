public import CEngine
@_spi(_Unicode) internal import Swift

extension KeyHash {
    /// The hash of a text, by the bytes of its canonical composition (NFC).
    ///
    /// `String` calls two spellings of a text equal when their compositions are the same. Text in which
    /// no scalar reaches U+0300 — no byte of its UTF-8 reaches 0xCC — is its own composition; all other
    /// is composed first, for it may even equal an ASCII text: U+212A, the kelvin sign, is a K.
    ///
    /// - Complexity: O(*n*), without an allocation for text that is its own composition.
    @inlinable @inline(__always)
    public static func hash(text: String, seed: UInt64 = defaultSeed) -> UInt64 {
        guard let small = text.smallBytes else { return hash(long: text, seed: seed) }
        return hash(bytes: small, seed: seed)
    }

    @inlinable
    static func hash(long text: String, seed: UInt64) -> UInt64 {
        let quick = text.utf8.withContiguousStorageIfAvailable { bytes -> UInt64? in
            let bytes = UnsafeRawBufferPointer(bytes)
            return isComposed(bytes) ? hash(bytes: bytes, seed: seed) : nil
        }
        return (quick ?? nil) ?? hash(composing: text, seed: seed)
    }

    /// Whether all bytes are below 0xCC.
    @inlinable @inline(__always)
    static func isComposed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count <= ByteString.inlineCapacity
            ? isComposed(ByteString(packing: bytes).low) && isComposed(ByteString(packing: bytes).high)
            : isComposed(long: bytes)
    }

    @inlinable
    static func isComposed(long bytes: UnsafeRawBufferPointer) -> Bool {
        var next = bytes.baseAddress.unsafelyUnwrapped
        let last = next + (bytes.count - 8)
        while next < last {
            guard isComposed(renoir_load8(next)) else { return false }
            next += 8
        }
        return isComposed(renoir_load8(last))
    }

    /// Whether no byte of the word is 0xCC or more.
    @inlinable @inline(__always)
    static func isComposed(_ word: UInt64) -> Bool {
        let tops: UInt64 = 0x8080_8080_8080_8080
        // Of a byte with the top bit set, the other seven plus 0x34 carry into the top bit from 0xCC on.
        let carries = (word & ~tops) &+ 0x3434_3434_3434_3434
        return word & carries & tops == 0
    }

    @usableFromInline @inline(never)
    static func hash(composing text: String, seed: UInt64) -> UInt64 {
        var composed = ContiguousArray<UInt8>()
        composed.reserveCapacity(text.utf8.count)
        for scalar in text._nfc { composed.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped) }
        return composed.withUnsafeBytes { hash(bytes: $0, seed: seed) }
    }
}
