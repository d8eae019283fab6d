/// A range of integers, of which there may be more than an `Int` counts.
protocol IntegerRange {
    /// nil if it's too large a number.
    var countIfSmall: Int? { get }
}

extension Range: IntegerRange where Bound: FixedWidthInteger {
    var countIfSmall: Int? { stepCount(from: lowerBound, to: upperBound) }
}

extension ClosedRange: IntegerRange where Bound: FixedWidthInteger {
    var countIfSmall: Int? {
        guard let steps = stepCount(from: lowerBound, to: upperBound) else { return nil }
        let (count, overflow) = steps.addingReportingOverflow(1)
        return overflow ? nil : count
    }
}

/// How many steps lie between two integers, the first of which is not the larger one; nil if `Int` has no such number.
private func stepCount<Bound: FixedWidthInteger>(from lower: Bound, to upper: Bound) -> Int? {
    let (difference, overflow) = upper.subtractingReportingOverflow(lower)
    // What overflows a signed type has its right value modulo the type's width.
    return overflow ? Int(exactly: Bound.Magnitude(truncatingIfNeeded: difference)) : Int(exactly: difference)
}

/// How many elements there are, if that can be told at once; nil for a range of too many.
@usableFromInline
func countIfKnown<Elements: Sequence>(_ elements: Elements) -> Int? {
    if let range = elements as? any IntegerRange { return range.countIfSmall }
    // Others may have to look at each of them.
    return (elements as? any RandomAccessCollection)?.count
}
