internal import Dataflow
internal import SystemLibrary

/// Reads the lines that start in some pieces of files, as slices of the blocks that it reads.
///
/// A line belongs to the piece in which its first byte lies, wherever the line ends: pieces that together make up a file
/// give each line exactly once.
final class LineReader {
    /// Bytes that are read at a time; a block grows for a line that is longer.
    static let blockBytes = 256 << 10
    /// Blocks that are kept to be used again once nothing refers to them.
    private static let mostBlocks = 4

    private var pieces: ArraySlice<FilePiece>
    private let blockBytes: Int
    private var descriptor: Int32 = -1
    private var piece: FilePiece?
    /// Where the next read of the file starts.
    private var readOffset = 0
    private var isAtEndOfFile = false
    private var blocks: [ByteStorage] = []
    private var block: ByteStorage
    /// The bytes of the block that are read and not given yet, and where in the file they start.
    private var unread = 0..<0
    private var lineOffset = 0
    /// Bytes that were read since somebody last asked.
    private var progress = 0

    init(_ pieces: [FilePiece], blockBytes: Int = LineReader.blockBytes) {
        self.pieces = pieces[...]
        self.blockBytes = blockBytes
        block = ByteStorage(byteCount: 0)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func takeProgress() -> Int {
        defer { progress = 0 }
        return progress
    }

    /// Puts lines at `output`, up to `count`.
    ///
    /// - Returns: How many; fewer than `count` only at the end of all pieces, or when a block is used up.
    func read(into output: UnsafeMutablePointer<ByteString>, count: Int) throws(JobError) -> (lines: Int, isAtEnd: Bool)
    {
        while true {
            guard let piece else {
                guard let next = pieces.popFirst() else { return (0, true) }
                try start(next)
                continue
            }
            let lines = takeLines(of: piece, into: output, count: count)
            if lines > 0 { return (lines, false) }
            if lineOffset >= piece.range.upperBound || isAtEndOfFile && unread.isEmpty {
                close(descriptor)
                descriptor = -1
                self.piece = nil
            } else {
                try fill(piece)
            }
        }
    }

    private func start(_ next: FilePiece) throws(JobError) {
        descriptor = try InputFiles.open(next.path)
        piece = next
        isAtEndOfFile = false
        unread = 0..<0
        // The byte before the piece tells whether a line starts with it.
        readOffset = max(0, next.range.lowerBound - 1)
        lineOffset = readOffset
        if next.range.lowerBound > 0 { try skipLine(next) }
    }

    /// Skips to behind the next line feed.
    private func skipLine(_ piece: FilePiece) throws(JobError) {
        while true {
            try fill(piece)
            if let end = lineFeed(in: unread) {
                lineOffset += end + 1 - unread.lowerBound
                unread = end + 1..<unread.upperBound
                return
            }
            lineOffset += unread.count
            unread = unread.upperBound..<unread.upperBound
            if isAtEndOfFile || lineOffset >= piece.range.upperBound { return }
        }
    }

    /// Takes complete lines out of the block, and at the end of the file what is left.
    private func takeLines(of piece: FilePiece, into output: UnsafeMutablePointer<ByteString>, count: Int) -> Int {
        let base = block.bytes
        var start = unread.lowerBound
        var lines = 0
        while lines < count, lineOffset < piece.range.upperBound, start < unread.upperBound {
            let next: Int
            var end: Int
            if let feed = lineFeed(in: start..<unread.upperBound) {
                next = feed + 1
                end = feed
                if end > start, base[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            } else if isAtEndOfFile {
                next = unread.upperBound
                end = next
            } else {
                break
            }
            (output + lines).initialize(
                to: ByteString(slice: UnsafeRawBufferPointer(rebasing: base[start..<end]), of: block))
            lines += 1
            lineOffset += next - start
            start = next
        }
        unread = start..<unread.upperBound
        return lines
    }

    private func lineFeed(in range: Range<Int>) -> Int? {
        guard let base = block.bytes.baseAddress, !range.isEmpty else { return nil }
        guard let found = memchr(base + range.lowerBound, Int32(UInt8(ascii: "\n")), range.count) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Reads on, into another block that starts with the line that is not complete yet.
    private func fill(_ piece: FilePiece) throws(JobError) {
        let kept = unread.count
        let next = takeBlock(of: max(blockBytes, kept * 2))
        let bytes = next.mutableBytes!
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: block.bytes[unread]))
        retire(block)
        block = next
        var filled = kept
        while filled < bytes.count && !isAtEndOfFile {
            let count = pread(descriptor, bytes.baseAddress! + filled, bytes.count - filled, off_t(readOffset))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw InputFiles.failure("can't be read", piece.path) }
            if count == 0 {
                guard readOffset >= piece.bytes else {
                    throw JobError(.io, "\(piece.path.visible) has become shorter than it was when the job started")
                }
                isAtEndOfFile = true
            }
            filled += count
            readOffset += count
            progress += count
            isAtEndOfFile = isAtEndOfFile || readOffset >= piece.bytes
        }
        // What was appended since the job started is none of this job's.
        if readOffset > piece.bytes { filled -= readOffset - piece.bytes }
        unread = 0..<filled
    }

    private func takeBlock(of bytes: Int) -> ByteStorage {
        for place in blocks.indices
        where blocks[place].bytes.count == bytes && isKnownUniquelyReferenced(&blocks[place]) {
            return blocks.remove(at: place)
        }
        return ByteStorage(byteCount: bytes)
    }

    private func retire(_ block: ByteStorage) {
        guard block.bytes.count == blockBytes else { return }
        if blocks.count == Self.mostBlocks { blocks.removeFirst() }
        blocks.append(block)
    }
}
