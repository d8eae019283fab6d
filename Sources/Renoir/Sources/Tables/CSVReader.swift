internal import Records
internal import Session
internal import SystemLibrary
public import Tabular

/// Reads the records that start in some pieces of tables.
///
/// A record belongs to the piece in which its first byte lies, as a line does. The first record of a file that has a header belongs to
/// nobody.
@usableFromInline
final class CSVReader {
    /// What readers of a job's tables have in common.
    struct Table: Sendable {
        let files: InputFiles
        let places: CSVPlaces
        let format: CSVFormat
        /// The columns that are asked for; nil if it's all.
        let columns: [String]?
        let invalid: InvalidRecords
    }

    let table: Table
    let blocks: PieceBlocks
    let rows: CSVRows
    /// What the bytes that come next are, of a record that starts before the piece.
    private var skipping: CSVState?
    private var isAwaitingHeader = false
    private var isAtStart = false
    /// Lines of what is read to its end: those before the records that were found, and their own.
    private(set) var linesBefore = 0
    private var linesFound = 0
    private(set) var header: CSVHeader?
    /// Where in the block and in the file the bytes start in which records were found.
    private(set) var found = (place: 0, offset: 0)
    private(set) var columnPlaces: UnsafeMutablePointer<Int>
    private let columnCount: Int
    var skipped = 0
    /// Hears of each file before its records.
    var onHeader: (CSVHeader) -> Void = { _ in }
    /// Records that were found, as far as they are not taken.
    @exclusivity(unchecked) @usableFromInline var run: CSVRowRun?
    @usableFromInline private(set) var isAtEnd = false

    init(_ table: Table, longestRecord: Int) {
        self.table = table
        blocks = PieceBlocks(longestRecord: longestRecord, slack: CSVRows.slack)
        rows = CSVRows(table.format)
        columnCount = table.columns?.count ?? 0
        columnPlaces = .allocate(capacity: max(1, columnCount))
        columnPlaces.initialize(repeating: 0, count: max(1, columnCount))
    }

    deinit { columnPlaces.deallocate() }

    func add(_ pieces: [FilePiece]) { blocks.add(pieces) }
    func takeProgress() -> Int { blocks.takeProgress() }

    /// Records that were passed over since somebody last asked.
    func takeSkipped() -> Int {
        defer { skipped = 0 }
        return skipped
    }

    /// Finds records.
    ///
    /// - Returns: Whether there are any; if not, all pieces are at their end (`isAtEnd`), or a pipe has nothing for now.
    @usableFromInline
    func find() throws(JobError) -> Bool {
        isAtEnd = false
        run = nil
        while true {
            guard blocks.piece != nil else {
                guard try start() else { return end() }
                continue
            }
            if skipping != nil { skip() }
            if skipping == nil, try findRows() { return true }
            if blocks.isAtEnd {
                if !blocks.extend(), !blocks.leave() { return end() }
            } else if try !blocks.read() {
                return false
            } else if blocks.unread.count > CSVField.mostBytes {
                throw JobError(
                    .data, "\(path): a record has more than \(CSVField.mostBytes) bytes; is a quote missing?")
            }
        }
    }

    private func end() -> Bool {
        isAtEnd = true
        return false
    }

    var path: String { blocks.piece?.path.visible ?? "" }

    private func start() throws(JobError) -> Bool {
        var first: CSVHeader?
        let next = try blocks.start { piece throws(JobError) in
            guard piece.range.lowerBound > 0 else { return 0 }
            first = try CSVHeader(of: piece, table.format)
            return max(piece.range.lowerBound, first?.end ?? 0)
        }
        guard let next else { return false }
        linesBefore = 0
        skipping = nil
        isAtStart = next.range.lowerBound == 0
        isAwaitingHeader = isAtStart
        if blocks.offset == next.range.lowerBound, !isAtStart {
            let state = try table.places.state(at: blocks.offset, of: next)
            skipping = state == .recordStart ? nil : state
        }
        if let first { try begin(first) }
        return true
    }

    /// Skips what belongs to a record that starts before the piece.
    private func skip() {
        guard var state = skipping else { return }
        let bytes = blocks.block.bytes
        let (start, end) = (blocks.unread.lowerBound, blocks.pieceEnd)
        var place = start
        while place < end, state != .recordStart {
            state = table.format.state(after: bytes[place], in: state)
            place += 1
        }
        blocks.take(place - start)
        skipping = state == .recordStart ? nil : state
    }

    private func findRows() throws(JobError) -> Bool {
        if isAtStart, !skipMark() { return false }
        let start = blocks.unread.lowerBound
        guard let base = blocks.block.bytes.baseAddress else { return false }
        found = (start, blocks.offset)
        let next = rows.find(
            isAwaitingHeader ? 1 : CSVRows.mostRows, at: base, in: blocks.unread, startingBefore: blocks.pieceEnd,
            isLast: blocks.isAtEndOfFile)
        noteLines(start..<next)
        blocks.take(next - start)
        guard rows.count > 0 else { return false }
        if isAwaitingHeader {
            isAwaitingHeader = false
            try begin(try CSVHeader(firstOf: rows, in: blocks, table.format))
            // The records behind it are looked for anew.
            if table.format.hasHeader { return try findRows() }
        }
        run = CSVRowRun(
            of: rows, in: blocks.block, places: columnPlaces, columnCount: columnCount,
            fieldCount: table.format.isRagged ? nil : header?.count)
        return true
    }

    /// Skips the mark that says that a text is UTF-8.
    ///
    /// - Returns: Whether enough was read to tell.
    private func skipMark() -> Bool {
        guard blocks.unread.count >= CSVPlaces.byteOrderMark.count || blocks.isAtEndOfFile else { return false }
        isAtStart = false
        if blocks.block.bytes[blocks.unread].starts(with: CSVPlaces.byteOrderMark) {
            blocks.take(CSVPlaces.byteOrderMark.count)
        }
        return true
    }

    /// Counts the lines of what can't be read again.
    private func noteLines(_ range: Range<Int>) {
        linesBefore += linesFound
        linesFound = 0
        guard blocks.piece?.bytes == nil else { return }
        linesFound = blocks.block.bytes[range].count { $0 == UInt8(ascii: "\n") }
    }

    private func begin(_ header: CSVHeader) throws(JobError) {
        self.header = header
        onHeader(header)
        for (place, name) in (table.columns ?? []).enumerated() {
            columnPlaces[place] = try header.place(of: name, path)
        }
    }
}
