extension ByteString {
    /// The bytes with `a` to `z` in the place of `A` to `Z`.
    ///
    /// ```swift
    /// let counts = lines.flatMap { $0.lowercased().words() }.groupByCount { $0 }
    /// ```
    ///
    /// Letters of ASCII only, whatever the bytes are: all others stay as they are, `É` too. The letters of Unicode are those of
    /// `String(line).lowercased()`. Indices start at 0.
    ///
    /// - Complexity: O(*n*), eight bytes at a time; an allocation for more than 15 bytes, if there is a letter to change.
    public func lowercased() -> ByteString { changingCase(of: UInt8(ascii: "A")...UInt8(ascii: "Z")) }

    /// The bytes with `A` to `Z` in the place of `a` to `z`.
    ///
    /// ```swift
    /// let codes = lines.map { $0.trimmed().uppercased() }
    /// ```
    ///
    /// As ``lowercased()``.
    public func uppercased() -> ByteString { changingCase(of: UInt8(ascii: "a")...UInt8(ascii: "z")) }

    private func changingCase(of letters: ClosedRange<UInt8>) -> ByteString {
        guard isSlice else {
            // The count in the last byte is no letter.
            return ByteString(low: low.changingCase(of: letters), high: high.changingCase(of: letters))
        }
        return withUnsafeBytes { bytes in
            guard bytes.contains(where: letters.contains) else { return fromZero }
            let storage = ByteStorage(byteCount: bytes.count)
            let changed = storage.mutableBytes!
            var place = 0
            while bytes.count - place >= 8 {
                let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                changed.storeBytes(of: word.changingCase(of: letters), toByteOffset: place, as: UInt64.self)
                place += 8
            }
            while place < bytes.count {
                changed[place] = UInt8(truncatingIfNeeded: UInt64(bytes[place]).changingCase(of: letters))
                place += 1
            }
            return ByteString(wholeOf: storage)
        }
    }
}

extension UInt64 {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Flips the bit of case in those of its eight bytes that are in `letters`.
    fileprivate func changingCase(of letters: ClosedRange<UInt8>) -> UInt64 {
        let low = self & ~Self.tops
        // The top bit of a byte says whether it is at or above the one bound, and above the other.
        let isFrom = low &+ Self.ones &* UInt64(128 - letters.lowerBound)
        let isAbove = low &+ Self.ones &* UInt64(127 - letters.upperBound)
        let isLetter = (isFrom & ~isAbove) & ~self & Self.tops
        return self ^ isLetter >> 2
    }
}
