internal import Records
internal import Session
internal import SystemLibrary
internal import Tabular

/// The first record of a table's file.
struct CSVHeader: Sendable {
    /// What it says of the columns; nil if it's a record like any other.
    let names: [String]?
    /// How many fields it has.
    let count: Int
    /// Where in the file records start that are not the header.
    let end: Int

    /// The first of the records that were found, behind which nothing is taken yet.
    init(firstOf rows: CSVRows, in blocks: PieceBlocks, _ format: CSVFormat) throws(JobError) {
        let row = rows[0]
        let path = blocks.piece?.path.visible ?? ""
        count = row.fieldCount
        end = format.hasHeader ? blocks.offset : 0
        guard format.hasHeader else {
            names = nil
            return
        }
        guard row.problem == nil else { throw JobError(.data, "\(path): the header's quotes are not closed rightly") }
        let quotes = CSVQuotes(format)
        var names: [String] = []
        for index in 0..<row.fieldCount {
            let field = rows.fields[row.firstField + index]
            let written = field.written(in: blocks.block.bytes)
            let name = field.isEscaped ? quotes.unescaped(written, isQuoted: field.isQuoted) : ByteString(written)
            guard let text = String(validating: name) else {
                throw JobError(.data, "\(path): the name of column \(index + 1) is not valid UTF-8: \(name.visible)")
            }
            names.append(text)
        }
        self.names = names
    }

    /// Reads it from the file of `piece`.
    ///
    /// - Returns: nil if there is no record.
    init?(of piece: FilePiece, _ format: CSVFormat) throws(JobError) {
        let blocks = PieceBlocks(blockBytes: Self.blockBytes, slack: CSVRows.slack)
        blocks.add([FilePiece(path: piece.path, range: 0..<Int.max, bytes: piece.bytes)])
        _ = try blocks.start { _ in 0 }
        let rows = CSVRows(format)
        while true {
            _ = try blocks.read()
            if blocks.offset == 0, blocks.block.bytes[blocks.unread].starts(with: CSVPlaces.byteOrderMark) {
                blocks.take(CSVPlaces.byteOrderMark.count)
            }
            let next = rows.find(
                1, at: blocks.block.bytes.baseAddress!, in: blocks.unread, startingBefore: .max,
                isLast: blocks.isAtEndOfFile)
            blocks.take(next - blocks.unread.lowerBound)
            if rows.count > 0 { break }
            if blocks.isAtEndOfFile { return nil }
        }
        try self.init(firstOf: rows, in: blocks, format)
    }

    private static let blockBytes = 16 << 10

    /// Which field the column is that is called `name`; without a header, columns are called by their numbers, from 1.
    func place(of name: String, _ path: String) throws(JobError) -> Int {
        guard let names else {
            guard let number = Int(name), (1...max(1, count)).contains(number) else {
                throw JobError(.data, "\(path): no column \(name.visible); without a header they are 1 to \(count)")
            }
            return number - 1
        }
        guard let place = names.firstIndex(of: name) else {
            throw JobError(
                .data,
                "\(path): no column '\(name.visible)'; there are \(names.map(\.visible).joined(separator: ", "))")
        }
        guard names.lastIndex(of: name) == place else {
            throw JobError(.data, "\(path): two columns are called '\(name.visible)'")
        }
        return place
    }
}
