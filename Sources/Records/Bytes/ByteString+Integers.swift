extension FixedWidthInteger {
    /// The number that `text` is in decimal digits, with `+` or `-` before them if it has a sign; nil if it is anything else or
    /// doesn't fit.
    ///
    /// ```swift
    /// let bytes = lines.compactMap { line in line.split(separator: "\t").dropFirst(2).first.flatMap { Int($0) } }
    /// ```
    ///
    /// As from a `String`, but of the bytes as they are: no white space, no other digits than those of ASCII.
    ///
    /// - Complexity: O(*n*) for *n* bytes, no allocation.
    @inlinable
    public init?(_ text: ByteString) {
        guard let value = text.withUnsafeBytes({ Self.number($0) }) else { return nil }
        self = value
    }

    @inlinable
    static func number(_ text: UnsafeRawBufferPointer) -> Self? {
        var place = 0
        var isNegative = false
        if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            place = 1
        }
        guard place < text.count else { return nil }
        // So many digits fit into 64 bits, whatever they are.
        guard text.count - place <= 18 else { return number(digits: text.dropFirst(place), isNegative) }
        var magnitude: UInt64 = 0
        while place < text.count {
            let digit = text[place] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            place += 1
        }
        return isNegative ? Self(exactly: 0 &- Int64(bitPattern: magnitude)) : Self(exactly: magnitude)
    }

    @inlinable @inline(never)
    static func number(digits: Slice<UnsafeRawBufferPointer>, _ isNegative: Bool) -> Self? {
        var value: Self = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            // Ten fits into all integers of more than four bits, and there are no others.
            guard digit <= 9 else { return nil }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflows) =
                isNegative
                ? product.subtractingReportingOverflow(Self(truncatingIfNeeded: digit))
                : product.addingReportingOverflow(Self(truncatingIfNeeded: digit))
            guard !isTooLarge, !overflows else { return nil }
            value = sum
        }
        return value
    }
}
