// How loops look at records where they lie. A short byte string mostly has no owner, but a compiler can't see that: it has
// each copy counted by calls that find nothing to count. One that is made anew of the two words has no owner for it either.
extension UnsafeMutablePointer {
    /// Calls `body` with the value, which stays where it is.
    @inlinable @inline(__always)
    package func withValue<Result, Failure: Error>(
        _ body: (Pointee) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let shortText { return try body(shortText) }
        return try body(pointee)
    }

    /// Calls `body` with the value, which is moved out of its place before: also if `body` throws, there is none any more.
    @inlinable @inline(__always)
    package func withMovedValue<Result, Failure: Error>(
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
        guard ByteString.isAlone(text) else { return nil }
        return unsafeBitCast(ByteString(low: text.pointee.low, high: text.pointee.high), to: Pointee.self)
    }
}
