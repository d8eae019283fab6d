import Foundation
public import Renoir

/// The lines at the beginning of a file: what a program has to know before it reads all of it.
public struct FirstLines: Sequence {
    private let lines: [ByteString]

    /// - Parameter bytes: How much is looked at; a last line that isn't whole is left out.
    public init(of file: String, bytes: Int = 1 << 20) throws {
        guard let handle = FileHandle(forReadingAtPath: file) else { throw MissingFile(file: file) }
        defer { try? handle.close() }
        let data = try handle.read(upToCount: bytes) ?? Data()
        var lines = data.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
            ByteString(line.last == 0x0d ? line.dropLast() : line)
        }
        if data.count == bytes || data.last == 0x0a { lines.removeLast() }
        self.lines = lines
    }

    public var first: ByteString? { lines.first }

    public func makeIterator() -> IndexingIterator<[ByteString]> { lines.makeIterator() }
}

/// A file that can't be opened.
struct MissingFile: Error, CustomStringConvertible {
    let file: String
    var description: String { "\(file): \(String(cString: strerror(errno)))" }
}
