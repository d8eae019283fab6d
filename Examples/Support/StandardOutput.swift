import Foundation
public import Renoir

/// Bytes for standard output, written as they are: words need not be text in any encoding.
public struct StandardOutput {
    private static let chunk = 1 << 16
    private var bytes: [UInt8] = []
    /// Ends the program, on all ranks, if nothing can be written.
    private let config: RuntimeConfig

    public init(_ config: RuntimeConfig) { self.config = config }

    public mutating func write(_ word: ByteString) {
        word.withUnsafeBytes { bytes.append(contentsOf: $0) }
        if bytes.count >= Self.chunk { flush() }
    }

    public mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Hands on what is buffered.
    public mutating func flush() {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                // A reader that is gone, as in `wordcount FILE | head`, wants no more.
                if errno == EPIPE { break }
                config.exit(
                    "\(Self.program): standard output can't be written: \(String(cString: strerror(errno)))", code: .io)
            }
            written += count
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private static var program: String { URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent }

    /// Writes a line to standard error.
    public static func report(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
    }
}
