import ExampleSupport
import Renoir

/// A table in a CSV file, with the column by which it's joined.
struct Table: Sendable {
    let file: String
    let header: [ByteString]
    /// Where the key is.
    let key: Int

    init(_ file: String, key name: ByteString) throws {
        self.file = file
        header = try CSVText.header(of: file)
        for (place, column) in header.enumerated() where header[..<place].contains(column) {
            throw TableProblem(file: file, problem: "the column '\(String(column))' is there twice")
        }
        guard let key = header.firstIndex(of: name) else {
            let columns = header.map { String($0) }.joined(separator: ", ")
            throw TableProblem(file: file, problem: "no column '\(String(name))'; there are \(columns)")
        }
        self.key = key
    }

    var headerWithoutKey: [ByteString] { without(header) }

    private func without(_ cells: [ByteString]) -> [ByteString] {
        Array(cells[..<key]) + cells[(key + 1)...]
    }

    /// The rows, each with its key, as it's written: without the key if `isRight`.
    func rows(_ context: StreamContext, isRight: Bool) -> DataStream<Row> {
        let table = self
        return context.readCSV(file, columns: header.map { String($0) }) { row -> Row? in
            let cells = (0..<row.count).map { row.bytes($0) }
            return (cells[table.key].owned(), CSVText.written(isRight ? table.without(cells) : cells))
        }
    }

    /// What stands for a row of this table where there is none: empty cells, and the key if there is one.
    func missing(key: ByteString?, isRight: Bool) -> ByteString {
        var cells = Array(repeating: ByteString(), count: header.count)
        if let key { cells[self.key] = key }
        return CSVText.written(isRight ? without(cells) : cells)
    }
}

/// A row as it's written, and its key.
typealias Row = (key: ByteString, text: ByteString)

struct TableProblem: Error, CustomStringConvertible {
    let file: String
    let problem: String
    var description: String { "\(file): \(problem)" }
}
