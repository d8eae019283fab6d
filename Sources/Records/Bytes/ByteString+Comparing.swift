public import CEngine

extension ByteString: Hashable {
    /// Whether the bytes are the same.
    ///
    /// - Complexity: O(1) for up to 15 bytes, else O(*n*).
    @inlinable @inline(__always)
    public static func == (left: ByteString, right: ByteString) -> Bool {
        // Different high words are different counts, or different short strings.
        guard left.high == right.high else { return false }
        return left.low == right.low || (left.isSlice && left.sameBytes(as: right))
    }

    @inlinable
    public func hash(into hasher: inout Hasher) {
        if isSlice {
            withUnsafeBytes { hasher.combine(bytes: $0) }
        } else {
            hasher.combine(low)
        }
        hasher.combine(isSlice ? 0 : high)
    }

    /// Compares strings that stay where they are, and are kept alive by that: without a retain or release.
    @inlinable @inline(__always)
    static func equal(_ left: UnsafePointer<ByteString>, _ right: UnsafePointer<ByteString>) -> Bool {
        let high = left.pointee.high
        guard high == right.pointee.high else { return false }
        let (leftLow, rightLow) = (left.pointee.low, right.pointee.low)
        if leftLow == rightLow { return true }
        guard isSlice(high: high) else { return false }
        let bytes = sliceBytes(low: leftLow, high: high)
        return renoir_compare(bytes.baseAddress, UnsafeRawPointer(bitPattern: UInt(rightLow)), bytes.count) == 0
    }

    /// Compares two slices of the same count.
    @inlinable
    func sameBytes(as other: ByteString) -> Bool {
        defer {
            withExtendedLifetime(owner) {}
            withExtendedLifetime(other.owner) {}
        }
        return renoir_compare(sliceStart, other.sliceStart, count) == 0
    }
}

extension ByteString: Comparable {
    /// Whether `left` comes first: by the first byte that differs, unsigned, and a prefix before the longer one.
    ///
    /// - Complexity: O(1) if both have up to 15 bytes, else O(*n*).
    @inlinable
    public static func < (left: ByteString, right: ByteString) -> Bool {
        if left.isSlice || right.isSlice { return left.comesBefore(right) }
        // As big-endian numbers, the words are in the order of the bytes, and the count comes last.
        if left.low != right.low { return left.low.byteSwapped < right.low.byteSwapped }
        return left.high.byteSwapped < right.high.byteSwapped
    }

    @inlinable
    func comesBefore(_ other: ByteString) -> Bool {
        withUnsafeBytes { mine in
            other.withUnsafeBytes { others in
                let order = renoir_compare(mine.baseAddress, others.baseAddress, Swift.min(mine.count, others.count))
                return order != 0 ? order < 0 : mine.count < others.count
            }
        }
    }
}
