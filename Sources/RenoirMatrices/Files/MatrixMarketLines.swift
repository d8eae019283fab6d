internal import Records
internal import Tabular

/// The lines behind the header of a file in Matrix Market's format.
struct MatrixMarketLines<Element: MatrixElement> {
    struct Problem: Error {
        /// From 0, behind the header.
        let line: Int
        let text: String
    }

    let header: MatrixMarketHeader
    /// Where elements are, from 0; nothing of a dense matrix, whose elements follow each other.
    private(set) var rows: [Int] = []
    private(set) var columns: [Int] = []
    private(set) var values: [Element] = []
    private(set) var lines = 0

    init(_ header: MatrixMarketHeader) { self.header = header }

    var count: Int { values.count }

    /// Adds some lines.
    ///
    /// - Parameter text: With bytes behind it that can be read.
    mutating func read(_ text: UnsafeRawBufferPointer) -> Problem? {
        guard let bytes = text.baseAddress else { return nil }
        let width = header.isCoordinate ? (header.field == .pattern ? 2 : 3) : 1
        var place = 0
        while place < text.count {
            let start = place
            var words: (Range<Int>, Range<Int>, Range<Int>) = (0..<0, 0..<0, 0..<0)
            var count = 0
            while place < text.count, text[place] != 0x0a {
                let wordStart = place
                while place < text.count, text[place] > 0x20 { place += 1 }
                if place > wordStart {
                    let word = wordStart..<place
                    if count == 0 { words.0 = word } else if count == 1 { words.1 = word } else { words.2 = word }
                    count += 1
                } else {
                    place += 1
                }
            }
            place += 1
            let isComment = count > 0 && text[words.0.lowerBound] == UInt8(ascii: "%")
            if count > 0, !isComment {
                guard count == width else {
                    return problem("\(count) numbers instead of \(width)")
                }
                if let text = add(bytes, words, text[start..<min(place, text.count)]) { return problem(text) }
            }
            lines += 1
        }
        return nil
    }

    private func problem(_ text: String) -> Problem { Problem(line: lines, text: text) }

    private mutating func add(
        _ bytes: UnsafeRawPointer, _ words: (Range<Int>, Range<Int>, Range<Int>), _ line: Slice<UnsafeRawBufferPointer>
    ) -> String? {
        if header.isCoordinate {
            guard let row = CSVNumbers.integer(bytes + words.0.lowerBound, words.0.count),
                let column = CSVNumbers.integer(bytes + words.1.lowerBound, words.1.count)
            else {
                return "'\(Self.visible(line))' isn't a row, a column\(header.field == .pattern ? "" : " and a number")"
            }
            guard 1...max(1, header.rows) ~= row, 1...max(1, header.columns) ~= column, header.rows > 0,
                header.columns > 0
            else {
                return "row \(row), column \(column) isn't in a matrix of \(header.rows) × \(header.columns)"
            }
            guard header.symmetry == .general || row >= column else {
                return "row \(row), column \(column) is above the diagonal of a \(header.symmetry.rawValue) matrix"
            }
            guard header.symmetry != .skew || row != column else {
                return "row \(row), column \(column) is on the diagonal of a \(header.symmetry.rawValue) matrix"
            }
            rows.append(row - 1)
            columns.append(column - 1)
        }
        if header.field == .pattern {
            values.append(1)
            return nil
        }
        let word = header.isCoordinate ? words.2 : words.0
        guard
            let value = Element.number(bytes + word.lowerBound, word.count)
                ?? Element(cell: ByteString(UnsafeRawBufferPointer(start: bytes + word.lowerBound, count: word.count)))
        else { return "'\(Self.visible(line))' has no number of type \(Element.self)" }
        values.append(value)
        return nil
    }

    private static func visible(_ line: Slice<UnsafeRawBufferPointer>) -> String {
        ByteString(UnsafeRawBufferPointer(rebasing: line)).trimmed().visible(atMost: 40)
    }
}
