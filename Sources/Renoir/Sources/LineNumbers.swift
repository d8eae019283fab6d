internal import Records
internal import SystemLibrary

/// Numbers of lines, for messages.
enum LineNumbers {
    /// Bytes that are read once more to tell the number of a line.
    private static let mostReread = 1 << 30

    /// The number of the line at `offset`, from 1; nil if it's too far from the start of the file to be counted.
    static func line(at offset: Int, of path: ByteString) -> Int? {
        guard offset <= mostReread, let file = try? SmallReads(path) else { return nil }
        var number = 1
        var done = 0
        while done < offset {
            let block = try? file.withBytes(at: done, count: min(PieceBlocks.blockBytes, offset - done)) { bytes in
                (count: bytes.count, lines: bytes.count { $0 == UInt8(ascii: "\n") })
            }
            guard let block, block.count > 0 else { return nil }
            number += block.lines
            done += block.count
        }
        return number
    }
}
