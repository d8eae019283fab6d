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
            guard let bytes = try? file.bytes(at: done, count: min(PieceBlocks.blockBytes, offset - done)),
                !bytes.isEmpty
            else { return nil }
            number += bytes.count { $0 == UInt8(ascii: "\n") }
            done += bytes.count
        }
        return number
    }
}
