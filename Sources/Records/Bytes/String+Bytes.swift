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

    /// The bytes of a string that the library keeps in its two words; nil for others.
    @inlinable @inline(__always)
    var smallBytes: ByteString? {
        let (low, high) = unsafeBitCast(self, to: (UInt64, UInt64).self)
        return SmallText.bytes(low, high)
    }

    @usableFromInline
    static func repaired(_ bytes: ByteString) -> String {
        bytes.withUnsafeBytes { validated($0) ?? String(decoding: $0, as: UTF8.self) }
    }

    @usableFromInline
    static func validated(_ bytes: UnsafeRawBufferPointer) -> String? {
        if bytes.isASCII { return String(decoding: bytes, as: UTF8.self) }
        // A span is checked in half the time of `String(validating:as:)`.
        guard let span = try? UTF8Span(validating: Span(_unsafeElements: bytes.assumingMemoryBound(to: UInt8.self)))
        else { return nil }
        return String(copying: span)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether no byte is above 127.
    ///
    /// - Complexity: O(*n*), a word at a time.
    fileprivate var isASCII: Bool {
        guard count >= 8 else { return allSatisfy { $0 < 128 } }
        var tops = loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        for place in stride(from: 0, to: count - 8, by: 8) {
            tops |= loadUnaligned(fromByteOffset: place, as: UInt64.self)
        }
        return tops & 0x8080_8080_8080_8080 == 0
    }
}
