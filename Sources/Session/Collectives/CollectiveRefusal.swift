/// Why a rank can't take part in the collective that it calls: all ranks learn it, and none exchanges anything.
struct CollectiveRefusal: Equatable {
    enum Reason: UInt64 {
        case rootOutOfRange = 1
        case notPlain
        case missingValues
        case countsForRanks
        case negativeCount
        case countsDisagree
        case unevenLength
    }

    static let wordCount = 3

    let reason: Reason
    /// What the reason is about, in the order in which `text` names it.
    let numbers: (Int, Int)

    init(_ reason: Reason, _ first: Int = 0, _ second: Int = 0) {
        self.reason = reason
        numbers = (first, second)
    }

    init?(words: ArraySlice<UInt64>) {
        let words = Array(words)
        guard let reason = Reason(rawValue: words[0]) else { return nil }
        self.init(reason, Int(Int64(bitPattern: words[1])), Int(Int64(bitPattern: words[2])))
    }

    var words: [UInt64] {
        [reason.rawValue, UInt64(bitPattern: Int64(numbers.0)), UInt64(bitPattern: Int64(numbers.1))]
    }

    /// What follows "rank 1 calls scatter".
    var text: String {
        let (first, second) = numbers
        return switch reason {
        case .rootOutOfRange: "with root \(first), and there are \(second) ranks"
        case .notPlain: "with elements that aren't plain; only numbers and structs of numbers travel as bytes"
        case .missingValues: "as its root without values"
        case .countsForRanks: "with \(first) counts, and there are \(second) ranks"
        case .negativeCount: "with a count of \(first) for rank \(second)"
        case .countsDisagree: "with \(first) elements, and its counts add up to \(second)"
        case .unevenLength: "with \(first) elements, which \(second) ranks can't share evenly"
        }
    }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }
}
