/// Bytes that arrived are not what their edge carries.
public struct WireError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong with them, in one line.
    public var message: String

    public init(message: String) { self.message = message }

    public var description: String { message }
}
