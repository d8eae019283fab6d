import Foundation
import Renoir

enum StandardOutput {
    /// Writes bytes as they are: cells need not be text in any encoding. Ends the program, on all ranks, if that can't be done.
    static func write(_ bytes: [UInt8], _ config: RuntimeConfig) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                // A reader that is gone, as in `csvquery … | head`, wants no more.
                if errno == EPIPE { return }
                config.exit(
                    "csvquery: standard output can't be written: \(String(cString: strerror(errno)))", code: .io)
            }
            written += count
        }
    }
}
