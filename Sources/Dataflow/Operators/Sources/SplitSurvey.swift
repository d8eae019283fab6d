/// What replicas of a source find out together of their shares of the splits, before any of them reads: what a share does to those behind
/// it.
///
/// Each replica looks at its own share, so that all of the input is looked at once, by whoever is near to it. What a share comes to is one
/// word, and words of neighbouring shares combine into one.
package struct SplitSurvey: Sendable {
    /// Begins to look at some splits, which follow each other. What it returns is called until it gives the share's word, never 0.
    package let look: @Sendable (Range<Int>) throws -> () throws -> UInt64?
    /// What two shares come to that follow each other; words that aren't 0.
    package let combine: @Sendable (UInt64, UInt64) -> UInt64

    package init(
        look: @escaping @Sendable (Range<Int>) throws -> () throws -> UInt64?,
        combine: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) {
        self.look = look
        self.combine = combine
    }
}

/// What a replica learns by a survey: its share, what it comes to, and the words of all shares before it, as one; 0 if there are none.
package struct SurveyedShare: Sendable {
    package let splits: Range<Int>
    package let before: UInt64
}
