public import Records

/// What names the files that a source reads: a path, or a pattern as the shell's (`*`, `?`, `[…]`), as text or as bytes, or several of them.
public protocol InputPath: Sendable {
    /// Paths and patterns, in the order in which their files are read.
    var patterns: [ByteString] { get }
}

extension String: InputPath {
    public var patterns: [ByteString] { [ByteString(self)] }
}

extension ByteString: InputPath {
    public var patterns: [ByteString] { [self] }
}

extension Array: InputPath where Element: InputPath {
    public var patterns: [ByteString] { flatMap(\.patterns) }
}
