/// How values lie in a channel: 8 bytes that count a value's, and them.
enum MessageFraming {
    static let headerBytes = 8
    static let mostBytes: UInt64 = 1 << 34
    /// Instead of a count: nothing follows, because the sender was given up.
    static let end = UInt64.max

    /// The last word of a receiver to its sender.
    static let closed: UInt8 = 1
    /// The type that was expected follows.
    static let otherType: UInt8 = 2
}
