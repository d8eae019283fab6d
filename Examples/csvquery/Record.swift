import Renoir

/// What a query needs of a record.
struct Record<Cells: CellList>: Sendable {
    let group: ByteString
    var cells: Cells
}

/// How records are made from the rows of the files.
struct Extraction: Sendable {
    /// The places of columns among those that are read.
    private let group: [Int]
    private let outputs: [(place: Int, flag: Query.Flag)]
    private let conditions: [(place: Int, condition: Query.Condition, number: Number?)]

    /// - Parameter numeric: For each condition, whether all cells of its column are numbers.
    init(_ query: Query, numeric: [Bool]) {
        let columns = query.columns
        func place(_ name: String) -> Int { columns.firstIndex(of: name)! }
        group = query.group.map(place)
        outputs = query.outputs.map { (place($0.column), $0.flag) }
        conditions = zip(query.conditions, numeric).map { condition, isNumeric in
            (place(condition.column), condition, isNumeric ? Number(condition.value) : nil)
        }
    }

    /// - Returns: nil if a condition doesn't hold.
    /// - Throws: That a cell should be a number.
    func record<Cells: CellList>(of row: CSVRow) throws(CSVProblem) -> Record<Cells>? {
        for (place, condition, number) in conditions where !holds(condition, number, row, place) { return nil }
        var record = Record(group: key(of: row), cells: Cells(count: outputs.count))
        for (index, output) in outputs.enumerated() where !row.isEmpty(output.place) {
            switch output.flag {
            case .count: if !row.bytes(output.place).isEmpty { record.cells[index] = .present }
            case .min, .max, .distinct:
                let cell = row.bytes(output.place)
                if !cell.isEmpty { record.cells[index] = .text(cell) }
            case .sum, .mean, .quantile: record.cells[index] = try number(row, output.place)
            }
        }
        return record
    }

    /// The number in a column, straight from the row where that tells it.
    private func number(_ row: CSVRow, _ place: Int) throws(CSVProblem) -> Cell {
        do throws(CSVProblem) { return .integer(try row.int(place)) } catch {}
        let cell = row.bytes(place)
        if cell.isEmpty { return .empty }
        switch Number(cell) {
        case .integer(let value): return .integer(value)
        case .fraction(let value): return .fraction(value)
        case nil:
            let digits = cell.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            let isInteger = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
            throw .field(place, isInteger ? .smallerInteger : .number)
        }
    }

    private func holds(_ condition: Query.Condition, _ value: Number?, _ row: CSVRow, _ place: Int) -> Bool {
        let cell = row.bytes(place)
        if cell.isEmpty { return false }
        if let value { return Number(cell).map { condition.comparison.holds($0, value) } ?? false }
        return condition.comparison.holds(cell, condition.value)
    }

    /// The cells of the columns that make a group, as one text that tells them apart.
    private func key(of row: CSVRow) -> ByteString {
        if group.count == 1 { return row.bytes(group[0]) }
        var key: [UInt8] = []
        for place in group {
            let cell = row.bytes(place)
            withUnsafeBytes(of: UInt32(cell.count).bigEndian) { key += $0 }
            cell.withUnsafeBytes { key += $0 }
        }
        return ByteString(key)
    }

    /// The cells that a key was made of.
    func cells(of key: ByteString) -> [ByteString] {
        if group.count == 1 { return [key] }
        var cells: [ByteString] = []
        var place = 0
        while place < key.count {
            let length = key.slice(place..<place + 4).reduce(0) { $0 << 8 | Int($1) }
            cells.append(key.slice(place + 4..<place + 4 + length))
            place += 4 + length
        }
        return cells
    }
}
