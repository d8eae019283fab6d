/// Bytes that arrived are not what their edge carries, or a value can't be written.
public struct WireError: Error, Sendable, Equatable {
    /// What is wrong, in one line.
    public var message: String
    /// Where in a record, the outermost field first; empty if the format knows no fields.
    public var path: [String]

    public init(message: String, path: [String] = []) {
        self.message = message
        self.path = path
    }

    /// The same error, seen from the value that has it in `field`.
    @usableFromInline
    func inside(_ field: String) -> WireError { WireError(message: message, path: [field] + path) }
}

extension WireError: CustomStringConvertible {
    public var description: String {
        path.isEmpty ? message : "\(path.joined(separator: ".")): \(message)"
    }
}
