/// The most bytes that MPI's 32-bit counts allow in one message, and cutting what is larger.
enum MessageLimit {
    static let byteCount = Int(Int32.max)

    /// `count` elements as consecutive ranges of at most `limit`.
    ///
    /// ```swift
    /// MessageLimit.ranges(of: 10, limit: 4)    // [0..<4, 4..<8, 8..<10]
    /// ```
    static func ranges(of count: Int, limit: Int) -> [Range<Int>] {
        precondition(count >= 0 && limit > 0, "\(count) elements in messages of \(limit)")
        return stride(from: 0, to: count, by: limit).map { $0..<($0 + min(limit, count - $0)) }
    }
}
