/// A record in its block: where it starts, which fields are its own, and what is wrong with its quotes.
@frozen
@usableFromInline
package struct CSVRowPlace {
    private let startPlace: UInt32
    @usableFromInline let firstPlace: UInt32
    @usableFromInline let count: UInt32
    /// 0 if nothing is wrong.
    @usableFromInline let flaw: UInt32

    init(start: Int, fields: Range<Int>, flaw: CSVScan.Step) {
        startPlace = UInt32(truncatingIfNeeded: start)
        firstPlace = UInt32(truncatingIfNeeded: fields.lowerBound)
        count = UInt32(truncatingIfNeeded: fields.count)
        self.flaw = flaw.rawValue
    }

    package var start: Int { Int(startPlace) }
    package var firstField: Int { Int(firstPlace) }
    package var fieldCount: Int { Int(count) }
    package var problem: CSVProblem? {
        switch CSVScan.Step(rawValue: flaw) {
        case .textBehindQuote: .textBehindQuote
        case .openQuote: .openQuote
        default: nil
        }
    }
}
