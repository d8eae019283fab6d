/// Numbers that are sorted by their digits, without being compared.
@usableFromInline
enum DigitOrder {
    /// Whether the order of `type` is that of ``digits(of:)``.
    @inlinable @inline(__always)
    static func has<Element>(_ type: Element.Type) -> Bool {
        type == Int.self || type == UInt.self || type == Int64.self || type == UInt64.self || type == Int32.self
            || type == UInt32.self || type == Int16.self || type == UInt16.self || type == Int8.self
            || type == UInt8.self || type == Double.self || type == Float.self
    }

    /// An unsigned number in the place of the value: NaN's is the greatest.
    @inlinable @inline(__always)
    static func digits<Element>(of place: UnsafePointer<Element>) -> UInt64 {
        let raw = UnsafeRawPointer(place)
        if Element.self == Double.self { return digits(raw.load(as: Double.self)) }
        if Element.self == Float.self { return digits(Double(raw.load(as: Float.self))) }
        if Element.self == UInt.self || Element.self == UInt64.self { return raw.load(as: UInt64.self) }
        if Element.self == UInt32.self { return UInt64(raw.load(as: UInt32.self)) }
        if Element.self == UInt16.self { return UInt64(raw.load(as: UInt16.self)) }
        if Element.self == UInt8.self { return UInt64(raw.load(as: UInt8.self)) }
        if Element.self == Int32.self { return digits(Int64(raw.load(as: Int32.self))) }
        if Element.self == Int16.self { return digits(Int64(raw.load(as: Int16.self))) }
        if Element.self == Int8.self { return digits(Int64(raw.load(as: Int8.self))) }
        return digits(raw.load(as: Int64.self))
    }

    @inlinable @inline(__always)
    static func digits(_ number: Int64) -> UInt64 { UInt64(bitPattern: number) ^ (1 << 63) }

    @inlinable @inline(__always)
    static func digits(_ number: Double) -> UInt64 {
        if number != number { return .max }
        let bits = number.bitPattern
        return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
    }

    /// Digits of 8 bits: the counts of all eight fit a first-level cache.
    @inlinable static var radix: Int { 256 }

    /// Sorts by one digit after the other, the lowest first, but for those in which all records are alike.
    ///
    /// - Parameter scratch: Memory for as many records.
    /// - Complexity: O(*n*) for *n* records.
    @inlinable
    static func sort<Element>(_ records: UnsafeMutableBufferPointer<Element>, _ scratch: UnsafeMutablePointer<Element>)
    {
        guard records.count > 1, let start = records.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 8 * radix) { counts in
            counts.initialize(repeating: 0)
            for place in 0..<records.count {
                var rest = digits(of: start + place)
                for digit in 0..<8 {
                    counts[digit * radix + Int(rest & 255)] &+= 1
                    rest >>= 8
                }
            }
            var (from, to) = (start, scratch)
            for digit in 0..<8 {
                let places = UnsafeMutableBufferPointer(rebasing: counts[digit * radix..<(digit + 1) * radix])
                let first = Int(digits(of: from) >> UInt64(8 * digit) & 255)
                guard places[first] != records.count else { continue }
                var sum: Int32 = 0
                for value in 0..<radix {
                    let count = places[value]
                    places[value] = sum
                    sum &+= count
                }
                for place in 0..<records.count {
                    let value = Int(digits(of: from + place) >> UInt64(8 * digit) & 255)
                    to[Int(places[value])] = from[place]
                    places[value] &+= 1
                }
                swap(&from, &to)
            }
            if from != start { start.update(from: from, count: records.count) }
        }
    }
}

/// An order in which what isn't equal to itself comes behind all else.
@inlinable @inline(__always)
func comesBefore<Element: Comparable>(_ left: Element, _ right: Element) -> Bool {
    left < right || right != right && left == left
}

extension Array {
    /// The ranges between these bounds in which a record may lie: one, unless it's equal to bounds in the order.
    @inlinable @inline(__always)
    func range(
        of record: UnsafeMutablePointer<Element>, _ areInOrder: (Element, Element) throws -> Bool
    ) rethrows -> ClosedRange<Int> {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if try areInOrder(record.pointee, self[middle]) { high = middle } else { low = middle + 1 }
        }
        var first = low
        while first > 0, try !areInOrder(self[first - 1], record.pointee) { first -= 1 }
        return first...low
    }
}
