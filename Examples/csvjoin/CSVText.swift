import ExampleSupport
import Foundation
import Renoir

/// Records of RFC 4180 as text.
enum CSVText {
    /// A record, or a part of one, with the fewest quotes.
    static func written(_ cells: [ByteString]) -> ByteString {
        var bytes: [UInt8] = []
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(0x2c) }
            guard cell.contains(where: { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }) else {
                bytes.append(contentsOf: cell)
                continue
            }
            bytes.append(0x22)
            for byte in cell {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        }
        return ByteString(bytes)
    }

    /// What `cells` are as a whole record: that of one empty cell is quoted, or it would be none.
    static func whole(_ cells: ByteString) -> ByteString { cells.isEmpty ? "\"\"" : cells }

    /// The cells of a file's first record.
    static func header(of file: String) throws -> [ByteString] {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw TableProblem(file: file, problem: String(cString: strerror(errno)))
        }
        defer { try? handle.close() }
        var data = try handle.read(upToCount: 1 << 20) ?? Data()
        if data.starts(with: [0xef, 0xbb, 0xbf]) { data = data.dropFirst(3) }
        var (cells, cell): ([ByteString], [UInt8]) = ([], [])
        var (isQuoted, isAtQuote) = (false, false)
        for byte in data {
            if isQuoted, !isAtQuote {
                if byte == 0x22 { isAtQuote = true } else { cell.append(byte) }
                continue
            }
            if byte == 0x22 {
                if isAtQuote { cell.append(byte) } else { isQuoted = true }
                isAtQuote = false
                continue
            }
            if byte == 0x0a { break }
            if byte == 0x2c {
                cells.append(ByteString(cell))
                (cell, isQuoted, isAtQuote) = ([], false, false)
            } else {
                cell.append(byte)
            }
        }
        if cell.last == 0x0d { cell.removeLast() }
        guard !data.isEmpty else { throw TableProblem(file: file, problem: "there is no header") }
        return cells + [ByteString(cell)]
    }
}
