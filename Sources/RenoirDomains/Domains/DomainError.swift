/// What is wrong with a domain or with what is asked of it.
public struct DomainError: Error, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
