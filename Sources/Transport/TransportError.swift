/// The ranks can no longer reach each other, or do not agree on what they exchange.
public struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened and what to do, in one line.
    public var message: String

    public init(message: String) { self.message = message }

    public var description: String { message }
}

extension TransportError {
    /// A transport is used although a later one was opened.
    init(replacedAtRank rank: Int) {
        self.init(message: "rank \(rank) posts to a transport that a later one has replaced")
    }
}
