/// Writes values as records of a table: keys are columns, in the order in which the first value has them.
package final class CSVEncoder {
    let format: CSVFormat
    /// The columns' names; empty while nothing was encoded, and for values without keys.
    package private(set) var names: [String]
    private var places: [String: Int] = [:]
    /// Whether columns were given, or the first value has said what there are.
    private var areSettled: Bool
    /// The bytes of the record's fields, and which of them each column has.
    private var bytes: [UInt8] = []
    private var cells: [Range<Int>?] = []
    private let quotes: CSVQuotes

    /// - Parameter columns: The columns, if they are known; values have no others then.
    package init(_ format: CSVFormat, columns: [String]?) {
        self.format = format
        quotes = CSVQuotes(format)
        names = columns ?? []
        areSettled = columns != nil
        for (place, name) in names.enumerated() { places[name] = place }
    }

    /// Appends a record, line end included.
    package func encode(_ value: some Encodable, into output: inout [UInt8], lineEnd: [UInt8]) throws {
        bytes.removeAll(keepingCapacity: true)
        cells = Array(repeating: nil, count: names.count)
        try value.encode(to: CSVRecordEncoder(encoder: self))
        areSettled = true
        try append(to: &output)
        output += lineEnd
    }

    /// The header, line end included.
    package func header(lineEnd: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        for (place, name) in names.enumerated() {
            if place > 0 { output.append(format.delimiter) }
            try quotes.append(Array(name.utf8)[...], to: &output, format, isFirst: place == 0)
        }
        return output + lineEnd
    }

    private func append(to output: inout [UInt8]) throws {
        let start = output.count
        for (place, cell) in cells.enumerated() {
            if place > 0 { output.append(format.delimiter) }
            if let cell { try quotes.append(bytes[cell], to: &output, format, isFirst: place == 0) }
        }
        // A line without anything would be no record.
        guard output.count == start else { return }
        guard let quote = format.quote else {
            throw CSVProblem.decoding(
                column: nil, "without quotes, a record of one field without anything can't be told from none")
        }
        output += [quote, quote]
    }

    /// The column of `key`.
    func place(of key: some CodingKey) throws -> Int {
        if let place = places[key.stringValue] { return place }
        guard !areSettled else {
            throw CSVProblem.decoding(
                column: nil, "a record has '\(key.stringValue)', which is no column of the first one")
        }
        places[key.stringValue] = names.count
        names.append(key.stringValue)
        cells.append(nil)
        return names.count - 1
    }

    /// The next column of a record without keys.
    func nextPlace(_ index: Int) -> Int {
        if index == cells.count { cells.append(nil) }
        return index
    }

    func write(text: some StringProtocol, at place: Int) {
        let start = bytes.count
        bytes += text.utf8
        cells[place] = start..<bytes.count
    }

    func write(text: UnsafeRawBufferPointer, at place: Int) {
        let start = bytes.count
        bytes += text
        cells[place] = start..<bytes.count
    }
}
