internal import SystemLibrary

/// A message on standard error, in one piece.
enum StandardError {
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = SystemLibrary.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
