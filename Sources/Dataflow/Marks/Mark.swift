/// What a sender promises about everything that it sends later: how far it has come.
///
/// A pass is what comes between two ends: that of the bounded input, or of an iteration of a loop. A sender starts one when
/// all senders have ended the one before.
///
/// Marks are compared by pass, then watermark, then activity; the smallest mark of all senders of an edge is how far
/// the edge has come. A mark fits 128 bits whose order is that of the marks, so a reduction over ranks needs to know
/// nothing else of it.
package struct Mark: Equatable, Comparable, Sendable {
    package enum Activity: UInt8, Comparable, Sendable {
        /// Records may come.
        case active
        /// No records come until further notice; nobody should wait for this sender's time.
        case idle
        /// Nothing comes any more.
        case ended

        package static func < (left: Activity, right: Activity) -> Bool { left.rawValue < right.rawValue }
    }

    /// How many passes have ended before; 58 bits.
    package let pass: UInt64
    /// Of what the pass before was one: 0 for the whole input, *n* for an iteration of the *n*-th enclosing loop. The same
    /// in all marks of a pass.
    package let level: UInt8
    /// No later record of the pass is at or before this time, unless it is flagged late.
    package let watermark: Int64
    package let activity: Activity

    /// 58 bits, all set.
    package static let lastPass: UInt64 = (1 << 58) - 1
    /// Loops in loops can't be deeper.
    package static let deepestLevel: UInt8 = 15

    package init(pass: UInt64, level: UInt8 = 0, watermark: Int64, activity: Activity) {
        precondition(pass <= Self.lastPass && level <= Self.deepestLevel, "pass \(pass) after level \(level)")
        self.pass = pass
        self.level = level
        self.watermark = watermark
        self.activity = activity
    }

    /// Nothing is promised yet.
    package static let start = Mark(pass: 0, watermark: .min, activity: .active)
    /// The end of the last pass and of the stream: the largest of all marks.
    package static let end = Mark(pass: lastPass, watermark: .max, activity: .ended)

    /// The start of the pass behind this one, when it was one of `level`.
    package func nextPass(level: UInt8) -> Mark {
        Mark(pass: pass + 1, level: level, watermark: .min, activity: .active)
    }

    /// This pass, at `watermark`.
    package func advanced(to watermark: Int64) -> Mark {
        Mark(pass: pass, level: level, watermark: watermark, activity: .active)
    }

    package static func < (left: Mark, right: Mark) -> Bool { left.packed < right.packed }
}

extension Mark {
    /// 58 bits of pass, 4 of level, 64 of watermark (its sign bit turned, so that unsigned order is signed order), 2 of activity.
    package var packed: UInt128 {
        UInt128(pass) << 70 | UInt128(level) << 66 | UInt128(UInt64(bitPattern: watermark) ^ (1 << 63)) << 2
            | UInt128(activity.rawValue)
    }

    /// - Returns: nil for bits that no mark packs to.
    package init?(packed: UInt128) {
        guard let activity = Activity(rawValue: UInt8(truncatingIfNeeded: packed & 3)) else { return nil }
        self.init(
            pass: UInt64(truncatingIfNeeded: packed >> 70), level: UInt8(truncatingIfNeeded: packed >> 66) & 15,
            watermark: Int64(bitPattern: UInt64(truncatingIfNeeded: packed >> 2) ^ (1 << 63)), activity: activity)
    }
}
