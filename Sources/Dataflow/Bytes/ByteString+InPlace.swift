// How loops look at records where they lie. To the compiler each copy of a byte string is one more reference, which it has
// counted by calls that find nothing to count if the string is short. Two words alone are no reference.
extension UnsafeMutablePointer {
    /// Calls `body` with the value, which stays where it is.
    @inlinable @inline(__always)
    public func withValue<Result, Failure: Error>(
        _ body: (Pointee) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let shortText { return try body(shortText) }
        return try body(pointee)
    }

    /// Calls `body` with the value, which is moved out of its place before.
    @inlinable @inline(__always)
    public func withMovedValue<Result, Failure: Error>(
        _ body: (Pointee) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let shortText { return try body(shortText) }
        let value = move()
        return try body(value)
    }

    /// The value if it's a byte string of at most 15 bytes.
    @inlinable @inline(__always)
    var shortText: Pointee? {
        guard Pointee.self == ByteString.self else { return nil }
        let text = UnsafeMutableRawPointer(self).assumingMemoryBound(to: ByteString.self)
        guard !text.pointee.isSlice else { return nil }
        return unsafeBitCast(ByteString(low: text.pointee.low, high: text.pointee.high), to: Pointee.self)
    }
}
