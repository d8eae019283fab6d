/// What a consumer says to those that feed it: it needs nothing more of a pass, nor of those behind it, until one of `level`
/// or a lower one has ended.
///
/// It holds for a pass, not for good: what counts records in a loop starts anew with each iteration.
package struct Enough: Equatable, Sendable {
    let pass: UInt64
    let level: UInt8

    /// - Parameter level: Nothing is needed until a pass of this level has ended; by default the end of any.
    package init(pass: UInt64, level: UInt8 = Mark.deepestLevel) {
        self.pass = pass
        self.level = level
    }
}

extension Enough {
    /// What all consumers say together: the latest pass and the deepest level, which is what each of them has said of it.
    /// Ranks combine words by their minimum, of which the least says that somebody needs more.
    static func combined(_ all: [Enough?]) -> Enough? {
        var word = UInt128.max
        for one in all { word = min(word, packed(one)) }
        return unpacked(word)
    }

    static func packed(_ enough: Enough?) -> UInt128 {
        guard let enough else { return 0 }
        return .max - (UInt128(enough.pass) << 8 | UInt128(enough.level)) - 1
    }

    /// - Returns: nil for the word of somebody who needs more, and for the neutral one.
    static func unpacked(_ word: UInt128) -> Enough? {
        guard word != 0, word != .max else { return nil }
        let bits = .max - word - 1
        return Enough(pass: UInt64(truncatingIfNeeded: bits >> 8), level: UInt8(truncatingIfNeeded: bits))
    }
}

/// The pass that an operator is in, and since when passes of each level go on.
struct Passes {
    private(set) var current: UInt64 = 0
    /// By level, the first pass since one of it, or of a lower one, has ended.
    private var first: [UInt64] = Array(repeating: 0, count: Int(Mark.deepestLevel) + 1)

    /// Goes on to the pass of `mark`.
    mutating func advance(to mark: Mark) {
        guard mark.pass > current else { return }
        current = mark.pass
        for level in Int(mark.level)..<first.count { first[level] = current }
    }

    /// Whether nothing is needed of the current pass.
    func isCovered(by enough: Enough) -> Bool { enough.pass >= first[Int(enough.level)] && enough.pass <= current }
}
