/// What a sender promises about everything that it sends later: how far it has come.
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

    /// The number of the pass; 62 bits.
    package let pass: UInt64
    /// No later record of the pass is at or before this time, unless it is flagged late.
    package let watermark: Int64
    package let activity: Activity

    /// 62 bits, all set.
    package static let lastPass: UInt64 = (1 << 62) - 1

    package init(pass: UInt64, watermark: Int64, activity: Activity) {
        precondition(pass <= Self.lastPass, "pass \(pass) is out of range")
        self.pass = pass
        self.watermark = watermark
        self.activity = activity
    }

    /// Nothing is promised yet.
    package static let start = Mark(pass: 0, watermark: .min, activity: .active)
    /// The end of the stream: the largest of all marks.
    package static let end = Mark(pass: lastPass, watermark: .max, activity: .ended)

    package static func < (left: Mark, right: Mark) -> Bool { left.packed < right.packed }
}

extension Mark {
    /// 62 bits of pass, 64 of watermark (its sign bit turned, so that unsigned order is signed order), 2 of activity.
    package var packed: UInt128 {
        UInt128(pass) << 66 | UInt128(UInt64(bitPattern: watermark) ^ (1 << 63)) << 2 | UInt128(activity.rawValue)
    }

    /// - Returns: nil for bits that no mark packs to.
    package init?(packed: UInt128) {
        guard let activity = Activity(rawValue: UInt8(truncatingIfNeeded: packed & 3)) else { return nil }
        self.init(
            pass: UInt64(truncatingIfNeeded: packed >> 66),
            watermark: Int64(bitPattern: UInt64(truncatingIfNeeded: packed >> 2) ^ (1 << 63)), activity: activity)
    }
}
