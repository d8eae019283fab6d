/// A value of JSON whose texts and numbers are still where they were read.
enum JSONValue {
    case null
    case boolean(Bool)
    /// A number as it's written.
    case number(Range<Int>)
    /// A text without its quotes; whether there are escapes in it.
    case string(Range<Int>, isEscaped: Bool)
    /// Which of the values are its elements: each is followed by all that is in it.
    case array(count: Int)
    /// The same of keys and values in turn.
    case object(count: Int)
}

/// What isn't JSON, and where.
package struct JSONProblem: Error, Equatable {
    package let message: String
    /// In bytes from the start of the text.
    package let offset: Int
}
