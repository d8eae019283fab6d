/// A password or a passphrase, which shows itself only when it is asked.
///
/// Neither printing nor interpolation, `dump` or a debugger's description tells it, and it can't be encoded.
///
/// ```swift
/// print(secret)           // …
/// answer(secret.revealed)
/// ```
public struct Secret: Hashable {
    /// The text itself.
    public let revealed: String

    /// The most bytes that a secret has: more is a mistake, and programs that ask for one cut it.
    static let mostBytes = 1023

    /// - Throws: ``ConfigurationError`` if `text` is empty, too long, or can't be typed at a prompt.
    public init(_ text: String) throws(ConfigurationError) {
        guard !text.isEmpty else { throw ConfigurationError("it is empty; leave it out") }
        guard text.utf8.count <= Self.mostBytes else {
            throw ConfigurationError("it has more than \(Self.mostBytes) bytes")
        }
        // The message must not show the text.
        guard !text.hasControlCharacters else { throw ConfigurationError("it has a control character") }
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "…" }
    public var debugDescription: String { "…" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret: Sendable {}
