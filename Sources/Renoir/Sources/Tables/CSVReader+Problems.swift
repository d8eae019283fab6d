internal import Records
internal import Session
internal import SystemLibrary
internal import Tabular

// Records that aren't as they should be.
extension CSVReader {
    /// A record of the run isn't whole.
    @usableFromInline @inline(never)
    func refuse(_ row: Int) throws { try refuse(row, problem(of: row)) }

    /// A closure of the program's has thrown `error` at a record of the run.
    ///
    /// - Throws: What ends the job, unless the record is passed over.
    @usableFromInline @inline(never)
    func refuse(_ row: Int, _ error: any Error) throws {
        guard let problem = CSVProblem(error) else { throw error }
        guard table.invalid == .fail else {
            skipped += 1
            return
        }
        let line = line(of: row).map { ", line \($0)" } ?? ", byte \(offset(of: row)) (from 0)"
        throw JobError(.data, "\(path)\(line)\(describe(problem, row))")
    }

    /// What is told of a record to whoever takes those that are not as they should be.
    @usableFromInline @inline(never)
    func invalid(_ row: Int, _ error: (any Error)?) throws -> InvalidRecord {
        var problem = problem(of: row)
        if let error {
            guard let other = CSVProblem(error) else { throw error }
            problem = other
        }
        let reason = String(describe(problem, row).drop { $0 == ":" || $0 == "," || $0 == " " })
        let start = rows[row].start
        let end = row + 1 < rows.count ? rows[row + 1].start : found.place + blocks.offset - found.offset
        let text = ByteString(UnsafeRawBufferPointer(rebasing: blocks.block.bytes[start..<end]))
        return InvalidRecord(
            path: blocks.piece?.path ?? ByteString(), offset: offset(of: row), reason: reason, text: text.withoutLineEnd
        )
    }

    private func problem(of row: Int) -> CSVProblem {
        rows[row].problem ?? .fieldCount(rows[row].fieldCount, columns: header?.count ?? 0)
    }

    private func offset(of row: Int) -> Int { found.offset + rows[row].start - found.place }

    private func line(of row: Int) -> Int? {
        guard let piece = blocks.piece else { return nil }
        if piece.bytes != nil { return LineNumbers.line(at: offset(of: row), of: piece.path) }
        let before = blocks.block.bytes[found.place..<rows[row].start].count { $0 == UInt8(ascii: "\n") }
        return linesBefore + before + 1
    }

    private func describe(_ problem: CSVProblem, _ row: Int) -> String {
        switch problem {
        case .textBehindQuote: return ": text follows a closing quote"
        case .openQuote: return ": the file ends inside of quotes"
        case .fieldCount(let count, let columns):
            return ": \(count == 1 ? "one field" : "\(count) fields") where the file has \(columns)"
        case .field(let column, let expectation):
            let place = table.columns == nil ? column : columnPlaces[column]
            return "\(name(place)): '\(text(of: place, row))' \(expectation.complaint)"
        case .decoding(let column, let text): return "\(column.map(name) ?? ""): \(text)"
        }
    }

    private func name(_ place: Int) -> String {
        let name = header?.names.flatMap { place < $0.count ? " (\($0[place].visible))" : nil } ?? ""
        return ", column \(place + 1)\(name)"
    }

    private func text(of place: Int, _ row: Int) -> String {
        guard place < rows[row].fieldCount else { return "" }
        let field = rows.fields[rows[row].firstField + place]
        return ByteString(field.written(in: blocks.block.bytes)).visible(atMost: 40)
    }
}
