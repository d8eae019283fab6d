import Renoir

/// What is taken out of a record for one column of the answer.
enum Cell: Sendable {
    /// Nothing is written there, or it's only counted.
    case empty
    case present
    case integer(Int)
    case fraction(Double)
    case text(ByteString)
}
