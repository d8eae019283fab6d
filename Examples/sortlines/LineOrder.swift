import Renoir

/// The order of `sort` in the C locale: by bytes, or by the numbers with which lines begin.
struct LineOrder: Sendable {
    enum Comparison {
        case before, same, behind
    }

    let isNumeric: Bool
    let isReverse: Bool

    /// Lines of the same number are in the order of their bytes.
    func comesBefore(_ left: ByteString, _ right: ByteString) -> Bool {
        if isNumeric {
            switch compareNumbers(left, right) {
            case .before: return true
            case .behind: return false
            case .same: break
            }
        }
        return isReverse ? right < left : left < right
    }

    /// How the numbers of two lines stand to each other; one that begins with none has 0.
    func compareNumbers(_ left: ByteString, _ right: ByteString) -> Comparison {
        left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                let (mine, theirs) = (Number(left), Number(right))
                if mine.isLess(than: theirs) { return isReverse ? .behind : .before }
                if theirs.isLess(than: mine) { return isReverse ? .before : .behind }
                return .same
            }
        }
    }
}

/// The number with which a text begins, of as many digits as it has: blanks, a sign, digits, a point and more digits.
private struct Number {
    private let isNegative: Bool
    private let whole: Slice<UnsafeRawBufferPointer>
    private let fraction: Slice<UnsafeRawBufferPointer>

    init(_ text: UnsafeRawBufferPointer) {
        var rest = text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let hasSign = rest.first == UInt8(ascii: "-")
        if hasSign { rest = rest.dropFirst() }
        let digits = rest.prefix(while: Self.isDigit)
        whole = digits.drop { $0 == UInt8(ascii: "0") }
        rest = rest[digits.endIndex...]
        let behindPoint =
            rest.first == UInt8(ascii: ".") ? rest.dropFirst().prefix(while: Self.isDigit) : rest.prefix(0)
        let end = behindPoint.lastIndex { $0 != UInt8(ascii: "0") }.map { $0 + 1 } ?? behindPoint.startIndex
        fraction = behindPoint[..<end]
        isNegative = hasSign && !(whole.isEmpty && fraction.isEmpty)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    func isLess(than other: Number) -> Bool {
        if isNegative != other.isNegative { return isNegative }
        return isNegative ? other.isSmaller(than: self) : isSmaller(than: other)
    }

    /// Without the signs.
    private func isSmaller(than other: Number) -> Bool {
        if whole.count != other.whole.count { return whole.count < other.whole.count }
        if !whole.elementsEqual(other.whole) { return whole.lexicographicallyPrecedes(other.whole) }
        return fraction.lexicographicallyPrecedes(other.fraction)
    }
}
