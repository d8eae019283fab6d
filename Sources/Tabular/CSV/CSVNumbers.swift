public import CEngine
internal import Records

/// Numbers straight from the bytes of a field. Up to 8 bytes behind a number are read.
@usableFromInline
package enum CSVNumbers {
    /// A decimal integer; nil for anything else, and for what doesn't fit.
    @inlinable @inline(__always)
    package static func integer(_ start: UnsafeRawPointer, _ count: Int) -> Int? {
        guard count > 0 else { return nil }
        let isNegative = start.load(as: UInt8.self) == UInt8(ascii: "-")
        let digits = start + (isNegative ? 1 : 0)
        let left = count - (isNegative ? 1 : 0)
        guard left > 0, left <= 16 else { return longInteger(start, count) }
        var value: Int
        if left <= 8 {
            value = Int(renoir_digits8(renoir_padded8(digits, left)))
            // It may begin with a plus.
            guard value >= 0 else { return longInteger(start, count) }
        } else {
            let high = Int(renoir_digits8(renoir_padded8(digits, left - 8)))
            let low = Int(renoir_digits8(renoir_load8(digits + left - 8)))
            guard high >= 0, low >= 0 else { return longInteger(start, count) }
            value = high * 100_000_000 + low
        }
        return isNegative ? -value : value
    }

    @usableFromInline @inline(never)
    static func longInteger(_ start: UnsafeRawPointer, _ count: Int) -> Int? {
        Int(ByteString(UnsafeRawBufferPointer(start: start, count: count)))
    }

    /// A number as `Double` has it: decimal, hexadecimal, `inf` or `nan`.
    @inlinable @inline(__always)
    package static func double(_ start: UnsafeRawPointer, _ count: Int) -> Double? {
        shortDouble(start, count) ?? longDouble(start, count)
    }

    /// A decimal number without exponent, of up to 19 digits.
    @inlinable @inline(__always)
    static func shortDouble(_ start: UnsafeRawPointer, _ count: Int) -> Double? {
        guard count > 0 else { return nil }
        let end = start + count
        var place = start
        let isNegative = place.load(as: UInt8.self) == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let firstDigit = place
        var digits: UInt64 = 0
        while place < end, case let digit = place.load(as: UInt8.self) &- UInt8(ascii: "0"), digit <= 9 {
            digits = digits &* 10 &+ UInt64(digit)
            place += 1
        }
        var left = 0
        var digitCount = place - firstDigit
        if place < end {
            guard place.load(as: UInt8.self) == UInt8(ascii: ".") else { return nil }
            place += 1
            left = end - place
            digitCount += left
        }
        guard digitCount > 0, digitCount <= 19 else { return nil }
        let fraction = left
        while left >= 8 {
            let eight = renoir_digits8(renoir_load8(place))
            guard eight >= 0 else { return nil }
            digits = digits &* 100_000_000 &+ UInt64(eight)
            place += 8
            left -= 8
        }
        if left > 0 {
            let rest = renoir_digits8(renoir_padded8(place, left))
            guard rest >= 0 else { return nil }
            digits = digits &* renoir_power10(Int32(truncatingIfNeeded: left)) &+ UInt64(rest)
        }
        let magnitude = renoir_decimal(digits, Int32(truncatingIfNeeded: fraction))
        return isNegative ? -magnitude : magnitude
    }

    @usableFromInline @inline(never)
    static func longDouble(_ start: UnsafeRawPointer, _ count: Int) -> Double? {
        Double(ByteString(UnsafeRawBufferPointer(start: start, count: count)))
    }
}
