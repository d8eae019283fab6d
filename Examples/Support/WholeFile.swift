import Foundation
public import Renoir

/// A file that is there with all of its lines, or not at all.
public enum WholeFile {
    /// - Throws: If it can't be written; then whatever was there before is as it was.
    public static func write(_ lines: [ByteString], to file: String) throws {
        var data = Data()
        for line in lines {
            data.append(contentsOf: line)
            data.append(0x0a)
        }
        try data.write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}
