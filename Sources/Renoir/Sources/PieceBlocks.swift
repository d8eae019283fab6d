internal import Records
internal import Session
internal import SystemLibrary

/// Reads pieces of files, block by block. What isn't complete at the end of a block is at the start of the next, so that slices of blocks
/// can be given.
final class PieceBlocks {
    /// Bytes that are read at a time; a block grows for a record that is longer.
    static let blockBytes = 256 << 10
    /// Milliseconds that a look into a pipe with nothing in it takes at most.
    private static let patience: Int32 = 10
    /// Bytes behind what a block has of a pipe that are worth another read; a page.
    private static let leastRoom = 4096
    /// Blocks that are kept to be used again once nothing refers to them.
    private static let mostBlocks = 4

    private var pieces: ArraySlice<FilePiece> = []
    private let blockBytes: Int
    private let longestRecord: Int
    /// Readable bytes behind those of a block.
    private let slack: Int
    private var descriptor: Int32 = -1
    private(set) var piece: FilePiece?
    /// What reads the piece, if it's compressed.
    private var compressed: CompressedInput?
    /// Where the next read of the file starts.
    private var readOffset = 0
    private(set) var isAtEndOfFile = false
    private var blocks: [ByteStorage] = []
    private(set) var block: ByteStorage
    /// The bytes of the block that are read and not taken yet, and where in the file they start.
    private(set) var unread = 0..<0
    private(set) var offset = 0
    /// Bytes that were read since somebody last asked.
    private var progress = 0

    /// - Parameter longestRecord: Bytes that a record may have of which no size tells how long it can be.
    init(blockBytes: Int = PieceBlocks.blockBytes, longestRecord: Int = .max, slack: Int = 0) {
        self.longestRecord = longestRecord
        self.blockBytes = blockBytes
        self.slack = slack
        block = ByteStorage(byteCount: 0)
    }

    deinit { closeFile() }

    /// What is to be read behind what there is.
    func add(_ more: [FilePiece]) { pieces += more }

    func takeProgress() -> Int {
        defer { progress = 0 }
        return progress
    }

    /// Opens the next piece, to be read from where `place` says.
    ///
    /// - Returns: nil if there is none.
    func start(at place: (FilePiece) throws(JobError) -> Int) throws(JobError) -> FilePiece? {
        guard let next = pieces.popFirst() else { return nil }
        closeFile()
        descriptor = try InputFiles.open(next.path)
        piece = next
        compressed = if let compression = next.compression { try CompressedInput(next.path, compression) } else { nil }
        isAtEndOfFile = false
        unread = unread.upperBound..<unread.upperBound
        readOffset = try place(next)
        offset = readOffset
        return next
    }

    /// Whether nothing more comes of the piece.
    var isAtEnd: Bool {
        piece.map { offset >= $0.range.upperBound || isAtEndOfFile && unread.isEmpty } ?? true
    }

    /// Where in the block records start that are somebody else's; its end if none of them do.
    var pieceEnd: Int {
        let left = (piece?.range.upperBound ?? offset) - offset
        return left < unread.count ? unread.lowerBound + left : unread.upperBound
    }

    /// Takes the piece that follows in the file as a part of this one.
    func extend() -> Bool {
        guard let piece, let next = pieces.first, piece.isFollowed(by: next) else { return false }
        self.piece!.range = piece.range.lowerBound..<next.range.upperBound
        pieces.removeFirst()
        return true
    }

    /// Leaves a piece that is at its end.
    ///
    /// - Returns: Whether there is another one. The file stays open for what may follow in it, but not a pipe, whose writer waits for that.
    func leave() -> Bool {
        guard piece?.bytes == nil || !pieces.isEmpty else { return false }
        closeFile()
        piece = nil
        return !pieces.isEmpty
    }

    private func closeFile() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    /// The next `count` bytes are done with.
    func take(_ count: Int) {
        unread = unread.lowerBound + count..<unread.upperBound
        offset += count
    }

    /// Reads on, behind what isn't taken yet.
    ///
    /// - Returns: Whether there was anything, be it the end; waits for a pipe, but not for long.
    func read() throws(JobError) -> Bool {
        guard let piece else { return true }
        guard let size = piece.bytes else { return try append(piece) }
        try fill(piece, size)
        return true
    }

    /// Reads into another block, which starts with what isn't taken yet.
    private func fill(_ piece: FilePiece, _ size: Int) throws(JobError) {
        let bytes = takeNextBlock()
        var filled = unread.count
        while filled < bytes.count && !isAtEndOfFile {
            let count = pread(descriptor, bytes.baseAddress! + filled, bytes.count - filled, off_t(readOffset))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw InputFiles.failure("can't be read", piece.path) }
            if count == 0 {
                guard readOffset >= size else { throw InputFiles.shorter(piece.path) }
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
    private func append(_ piece: FilePiece) throws(JobError) -> Bool {
        var reader = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&reader, 1, Self.patience) > 0 else { return false }
        if block.bytes.count - slack - unread.upperBound < Self.leastRoom {
            guard unread.count <= longestRecord / 2 else {
                throw JobError(
                    .resources,
                    "\(piece.path.visible): a line has more than \(unread.count) bytes, half of what this worker may keep "
                        + "(stateBytes)")
            }
            _ = takeNextBlock()
        }
        let room = UnsafeMutableRawBufferPointer(
            rebasing: block.mutableBytes![unread.upperBound..<block.bytes.count - slack])
        let count: Int
        if let compressed {
            guard let put = try compressed.read(descriptor, into: room) else { return false }
            count = put
            progress += compressed.takeProgress()
        } else {
            count = SystemLibrary.read(descriptor, room.baseAddress, room.count)
            if count < 0 && (errno == EINTR || errno == EAGAIN) { return false }
            guard count >= 0 else { throw InputFiles.failure("can't be read", piece.path) }
        }
        isAtEndOfFile = count == 0
        unread = unread.lowerBound..<unread.upperBound + count
        return true
    }

    /// Goes on to another block, which starts with what isn't taken yet.
    ///
    /// - Returns: Its bytes.
    private func takeNextBlock() -> UnsafeMutableRawBufferPointer {
        let next = takeBlock(of: max(blockBytes, unread.count * 2) + slack)
        let bytes = UnsafeMutableRawBufferPointer(rebasing: next.mutableBytes!.dropLast(slack))
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
        guard block.bytes.count == blockBytes + slack else { return }
        if blocks.count == Self.mostBlocks { blocks.removeFirst() }
        blocks.append(block)
    }
}
