import Foundation
import Renoir

/// Bytes for standard output, written as they are: words need not be text in any encoding.
struct StandardOutput {
    private static let chunk = 1 << 16
    private var bytes = Data()

    mutating func write(_ word: ByteString) {
        word.withUnsafeBytes { bytes.append(contentsOf: $0) }
        if bytes.count >= Self.chunk { flush() }
    }

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Hands on what is buffered. A reader that is gone, as in `wordcount FILE | head`, wants no more.
    mutating func flush() {
        try? FileHandle.standardOutput.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes a line to standard error.
    static func report(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }
}
