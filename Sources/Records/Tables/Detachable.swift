/// A value that may refer to memory which it shares, and can be freed from it.
///
/// ```swift
/// struct Visit: Hashable, Detachable {
///     var page: ByteString
///     var hour: Int
///
///     func detached() -> Visit { Visit(page: page.detached(), hour: hour) }
/// }
/// ```
///
/// Keys are detached when a table first stores them: a slice of a batch would otherwise keep the whole
/// batch in memory for as long as the table has the key.
public protocol Detachable {
    /// An equal value that shares no memory with a larger block.
    func detached() -> Self
}

extension ByteString: Detachable {
    /// The same as ``owned()``.
    @inlinable
    public func detached() -> ByteString {
        owned()
    }
}
