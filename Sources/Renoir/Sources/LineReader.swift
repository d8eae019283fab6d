internal import Records
internal import Session
internal import SystemLibrary

/// Reads the lines that start in some pieces of files, as slices of the blocks that it reads.
///
/// A line belongs to the piece in which its first byte lies, wherever the line ends: pieces that together make up a file
/// give each line exactly once.
final class LineReader {
    private let blocks: PieceBlocks
    /// Whether all that was read of the piece is of a line that starts before it.
    private var isInLine = false
    /// Lines of the piece that were taken before the last ones, and where in the block and in the file those start.
    private(set) var lastLines = (number: 0, place: 0, offset: 0)
    private var linesOfPiece = 0
    /// Bytes that were searched already at the start of those not given yet: they are of a line whose end is still to come.
    private var searched = 0
    /// Lines that were passed over since somebody last asked.
    var skipped = 0
    private let lineEnd: StreamContext.LineEnd

    /// - Parameter longestLine: Bytes that a line may have of which no size tells how long it can be.
    init(
        _ pieces: [FilePiece], blockBytes: Int = PieceBlocks.blockBytes, longestLine: Int = .max,
        lineEnd: StreamContext.LineEnd = .any
    ) {
        self.lineEnd = lineEnd
        blocks = PieceBlocks(blockBytes: blockBytes, longestRecord: longestLine)
        blocks.add(pieces)
    }

    var piece: FilePiece? { blocks.piece }
    var block: ByteStorage { blocks.block }

    /// What is to be read behind what there is.
    func add(_ more: [FilePiece]) { blocks.add(more) }

    func takeProgress() -> Int { blocks.takeProgress() }

    func takeSkipped() -> Int {
        defer { skipped = 0 }
        return skipped
    }

    /// Puts lines at `output`, up to `count`.
    ///
    /// - Returns: How many; fewer than `count` only at the end of all pieces, when a block is used up, or while there is
    ///   nothing to read in a pipe.
    func read(into output: UnsafeMutablePointer<ByteString>, count: Int) throws(JobError) -> (lines: Int, isAtEnd: Bool)
    {
        while true {
            guard blocks.piece != nil else {
                guard try start() else { return (0, true) }
                continue
            }
            let lines = takeLines(into: output, count: count)
            if lines > 0 { return (lines, false) }
            if blocks.isAtEnd {
                if try !goOn() { return (0, true) }
            } else if try !blocks.read() {
                return (0, false)
            }
        }
    }

    /// Goes on from a piece that is at its end: into the one that follows in the file, or to another file.
    ///
    /// - Returns: Whether there is more to read.
    private func goOn() throws(JobError) -> Bool {
        guard blocks.extend() else { return blocks.leave() }
        if isInLine { try skipLine() }
        return true
    }

    private func start() throws(JobError) -> Bool {
        // The byte before the piece tells whether a line starts with it.
        guard let next = try blocks.start(at: { max(0, $0.range.lowerBound - 1) }) else { return false }
        linesOfPiece = 0
        isInLine = false
        searched = 0
        if next.range.lowerBound > 0 { try skipLine() }
        return true
    }

    /// Skips to behind the next line feed, or to the end of the piece.
    private func skipLine() throws(JobError) {
        isInLine = true
        while true {
            _ = try blocks.read()
            if let end = lineFeed(in: blocks.unread) {
                blocks.take(end + 1 - blocks.unread.lowerBound)
                isInLine = false
                return
            }
            blocks.take(blocks.unread.count)
            if blocks.isAtEnd { return }
        }
    }

    /// Takes complete lines out of the block, and at the end of the file what is left.
    private func takeLines(into output: UnsafeMutablePointer<ByteString>, count: Int) -> Int {
        let (block, unread, isAtEndOfFile) = (blocks.block, blocks.unread, blocks.isAtEndOfFile)
        let base = block.bytes
        let pieceEnd = blocks.pieceEnd
        var start = unread.lowerBound
        var lines = 0
        lastLines = (linesOfPiece, start, blocks.offset)
        while lines < count, start < pieceEnd, start < unread.upperBound {
            let next: Int
            var end: Int
            if let feed = lineFeed(in: start + searched..<unread.upperBound) {
                searched = 0
                next = feed + 1
                end = feed
                if lineEnd == .any, end > start, base[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            } else if isAtEndOfFile {
                next = unread.upperBound
                end = next
            } else {
                searched = unread.upperBound - start
                break
            }
            (output + lines).initialize(
                to: ByteString(slice: UnsafeRawBufferPointer(rebasing: base[start..<end]), of: block))
            lines += 1
            start = next
        }
        blocks.take(start - unread.lowerBound)
        linesOfPiece += lines
        return lines
    }

    func lineFeed(in range: Range<Int>) -> Int? {
        guard let base = block.bytes.baseAddress, !range.isEmpty else { return nil }
        guard let found = memchr(base + range.lowerBound, Int32(UInt8(ascii: "\n")), range.count) else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
