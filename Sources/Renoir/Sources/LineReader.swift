internal import Records
internal import Session
internal import SystemLibrary

/// Reads the lines that start in some pieces of files, as slices of the blocks that it reads.
///
/// A line belongs to the piece in which its first byte lies, wherever the line ends: pieces that together make up a file
/// give each line exactly once.
final class LineReader {
    /// Bytes that are read at a time; a block grows for a line that is longer.
    static let blockBytes = 256 << 10
    /// Milliseconds that a look into a pipe with nothing in it takes at most.
    private static let patience: Int32 = 10
    /// Bytes behind what a block has of a pipe that are worth another read; a page.
    private static let leastRoom = 4096
    /// Blocks that are kept to be used again once nothing refers to them.
    private static let mostBlocks = 4

    private var pieces: ArraySlice<FilePiece>
    private let blockBytes: Int
    private let longestLine: Int
    private var descriptor: Int32 = -1
    private(set) var piece: FilePiece?
    /// Where the next read of the file starts.
    private var readOffset = 0
    private var isAtEndOfFile = false
    /// Whether all that was read of the piece is of a line that starts before it.
    private var isInLine = false
    private var blocks: [ByteStorage] = []
    private(set) var block: ByteStorage
    /// The bytes of the block that are read and not given yet, and where in the file they start.
    private var unread = 0..<0
    private var lineOffset = 0
    /// Lines of the piece that were taken before the last ones, and where in the block and in the file those start.
    private(set) var lastLines = (number: 0, place: 0, offset: 0)
    private var linesOfPiece = 0
    /// Bytes that were searched already at the start of those not given yet: they are of a line whose end is still to come.
    private var searched = 0
    /// Bytes that were read since somebody last asked.
    private var progress = 0

    /// - Parameter longestLine: Bytes that a line may have of which no size tells how long it can be.
    init(_ pieces: [FilePiece], blockBytes: Int = LineReader.blockBytes, longestLine: Int = .max) {
        self.pieces = pieces[...]
        self.longestLine = longestLine
        self.blockBytes = blockBytes
        block = ByteStorage(byteCount: 0)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// What is to be read behind what there is.
    func add(_ more: [FilePiece]) { pieces += more }

    func takeProgress() -> Int {
        defer { progress = 0 }
        return progress
    }

    /// Puts lines at `output`, up to `count`.
    ///
    /// - Returns: How many; fewer than `count` only at the end of all pieces, when a block is used up, or while there is
    ///   nothing to read in a pipe.
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
                if try !goOn(from: piece) { return (0, true) }
            } else if piece.bytes != nil {
                try fill(piece)
            } else if try !append(piece) {
                return (0, false)
            }
        }
    }

    /// Goes on from a piece that is at its end: into the one that follows in the file, or to nothing.
    ///
    /// - Returns: Whether there is more to read. The file stays open for what may follow in it, but not a pipe, whose writer waits for that.
    private func goOn(from piece: FilePiece) throws(JobError) -> Bool {
        if let next = pieces.first, piece.isFollowed(by: next) {
            self.piece!.range = piece.range.lowerBound..<next.range.upperBound
            pieces.removeFirst()
            if isInLine { try skipLine(self.piece!) }
            return true
        }
        guard piece.bytes == nil || !pieces.isEmpty else { return false }
        close(descriptor)
        descriptor = -1
        self.piece = nil
        return true
    }

    private func start(_ next: FilePiece) throws(JobError) {
        descriptor = try InputFiles.open(next.path)
        piece = next
        linesOfPiece = 0
        isInLine = false
        searched = 0
        isAtEndOfFile = false
        unread = unread.upperBound..<unread.upperBound
        // The byte before the piece tells whether a line starts with it.
        readOffset = max(0, next.range.lowerBound - 1)
        lineOffset = readOffset
        if next.range.lowerBound > 0 { try skipLine(next) }
    }

    /// Skips to behind the next line feed, or to the end of the piece.
    private func skipLine(_ piece: FilePiece) throws(JobError) {
        isInLine = true
        while true {
            try fill(piece)
            if let end = lineFeed(in: unread) {
                lineOffset += end + 1 - unread.lowerBound
                unread = end + 1..<unread.upperBound
                isInLine = false
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
        lastLines = (linesOfPiece, start, lineOffset)
        while lines < count, lineOffset < piece.range.upperBound, start < unread.upperBound {
            let next: Int
            var end: Int
            if let feed = lineFeed(in: start + searched..<unread.upperBound) {
                searched = 0
                next = feed + 1
                end = feed
                if end > start, base[end - 1] == UInt8(ascii: "\r") { end -= 1 }
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
            lineOffset += next - start
            start = next
        }
        unread = start..<unread.upperBound
        linesOfPiece += lines
        return lines
    }

    func lineFeed(in range: Range<Int>) -> Int? {
        guard let base = block.bytes.baseAddress, !range.isEmpty else { return nil }
        guard let found = memchr(base + range.lowerBound, Int32(UInt8(ascii: "\n")), range.count) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Reads on, into another block that starts with the line that is not complete yet.
    private func fill(_ piece: FilePiece) throws(JobError) {
        guard let size = piece.bytes else {
            preconditionFailure("\(piece.path.visible) has no size")
        }
        let bytes = takeNextBlock()
        var filled = unread.count
        while filled < bytes.count && !isAtEndOfFile {
            let count = pread(descriptor, bytes.baseAddress! + filled, bytes.count - filled, off_t(readOffset))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw InputFiles.failure("can't be read", piece.path) }
            if count == 0 {
                guard readOffset >= size else {
                    throw JobError(.io, "\(piece.path.visible) has become shorter than it was when the job started")
                }
                isAtEndOfFile = true
            }
            filled += count
            readOffset += count
            progress += count
            isAtEndOfFile = isAtEndOfFile || readOffset >= size
        }
        // What was appended since the job started is none of this job's.
        if readOffset > size { filled -= readOffset - size }
        unread = 0..<filled
    }

    /// Reads what there is of a file that is read to its end, behind what the block has of it.
    ///
    /// - Returns: Whether there was anything, be it the end; waits for it, but not for long.
    private func append(_ piece: FilePiece) throws(JobError) -> Bool {
        var reader = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&reader, 1, Self.patience) > 0 else { return false }
        if block.bytes.count - unread.upperBound < Self.leastRoom {
            guard unread.count <= longestLine / 2 else {
                throw JobError(
                    .resources,
                    "\(piece.path.visible): a line has more than \(unread.count) bytes, half of what this worker may keep "
                        + "(stateBytes)")
            }
            _ = takeNextBlock()
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: block.mutableBytes![unread.upperBound...])
        let count = SystemLibrary.read(descriptor, room.baseAddress, room.count)
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return false }
        guard count >= 0 else { throw InputFiles.failure("can't be read", piece.path) }
        isAtEndOfFile = count == 0
        unread = unread.lowerBound..<unread.upperBound + count
        return true
    }

    /// Goes on to another block, which starts with the line that is not complete yet.
    ///
    /// - Returns: Its bytes.
    private func takeNextBlock() -> UnsafeMutableRawBufferPointer {
        let next = takeBlock(of: max(blockBytes, unread.count * 2))
        let bytes = next.mutableBytes!
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: block.bytes[unread]))
        retire(block)
        block = next
        unread = 0..<unread.count
        return bytes
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
