public import CEngine

extension ByteString {
    /// A byte string that a table keeps, in two words.
    ///
    /// One that is ``owned()`` is the whole of its storage, which therefore says where its bytes start. Whoever has such a
    /// value ends it by `take` or `release`, exactly once: to the compiler it is two numbers, which can be moved by a copy and
    /// compared without a reference being counted.
    @frozen @usableFromInline
    struct Stored {
        /// The first eight bytes; of a slice, a reference to its owner.
        @usableFromInline let word: UInt64

        /// As in the string itself.
        @usableFromInline let high: UInt64

        /// Keeps a string that is ``owned()``.
        @inlinable @inline(__always)
        init(keeping text: consuming ByteString) {
            high = text.high
            if let owner = text.owner {
                assert(owner.bytes.count == text.count, "\(text.count) of \(owner.bytes.count) bytes are stored")
                word = UInt64(UInt(bitPattern: Unmanaged.passRetained(owner).toOpaque()))
            } else {
                word = text.low
            }
        }

        @inlinable @inline(__always)
        var isSlice: Bool { ByteString.isSlice(high: high) }

        /// The owner of a slice.
        @inlinable @inline(__always)
        var owner: Unmanaged<ByteStorage> {
            .fromOpaque(UnsafeRawPointer(bitPattern: UInt(word)).unsafelyUnwrapped)
        }

        /// Whether it has the same bytes as a string that stays where it is, and is kept alive by that.
        @inlinable @inline(__always)
        func equals(_ text: UnsafePointer<ByteString>) -> Bool {
            guard high == text.pointee.high else { return false }
            let low = text.pointee.low
            guard isSlice else { return word == low }
            let bytes = ByteString.sliceBytes(low: low, high: high)
            let start = owner._withUnsafeGuaranteedRef { $0.bytes.baseAddress }
            return renoir_compare(start, bytes.baseAddress, bytes.count) == 0
        }

        /// The string, which is kept no longer.
        @inlinable @inline(__always)
        func take() -> ByteString {
            isSlice ? ByteString(wholeOf: owner.takeRetainedValue()) : ByteString(low: word, high: high)
        }

        /// The string, which is kept on.
        @inlinable @inline(__always)
        func copy() -> ByteString {
            isSlice ? ByteString(wholeOf: owner.takeUnretainedValue()) : ByteString(low: word, high: high)
        }

        /// Ends it.
        @inlinable @inline(__always)
        func release() {
            if isSlice { owner.release() }
        }
    }
}
