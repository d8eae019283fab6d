/// The work of an ``ElementSource``, divided.
public struct Units<Cursor: ElementCursor>: Sendable {
    /// How many units there are.
    public let count: Int
    /// Makes a cursor, on the worker that uses it.
    public let makeCursor: @Sendable () -> Cursor

    @inlinable
    public init(count: Int, makeCursor: @escaping @Sendable () -> Cursor) {
        self.count = count
        self.makeCursor = makeCursor
    }
}
