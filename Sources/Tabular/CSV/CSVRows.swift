internal import CEngine

/// Finds records and their fields in a block of a table's text.
///
/// Records are found by the hundreds, before anybody looks at them: what it takes is the search for the next mark, 64 bytes at a time.
package final class CSVRows {
    /// Bytes behind those of a block that must be readable.
    package static let slack = 64
    /// Records that are found at a time.
    package static let mostRows = 512

    package let format: CSVFormat
    private let marks: renoir_marks
    private let quoteMarks: renoir_marks
    private let rows: UnsafeMutablePointer<CSVRowPlace>
    private var list = CSVFieldList()
    package private(set) var count = 0

    package init(_ format: CSVFormat) {
        self.format = format
        let quotes = [format.quote, format.escape].compactMap(\.self)
        marks = renoir_marks([format.delimiter, UInt8(ascii: "\n")] + quotes)
        quoteMarks = renoir_marks(quotes)
        rows = .allocate(capacity: Self.mostRows)
    }

    deinit {
        list.base.deallocate()
        rows.deallocate()
    }

    /// The fields of all records that were found.
    package var fields: UnsafePointer<CSVField> { UnsafePointer(list.base) }

    /// All records that were found.
    package var first: UnsafePointer<CSVRowPlace> { UnsafePointer(rows) }

    package subscript(_ row: Int) -> CSVRowPlace {
        assert(row < count, "record \(row) of \(count)")
        return rows[row]
    }

    /// Finds up to `most` records, ``mostRows`` at most.
    ///
    /// - Parameters:
    ///   - base: Where the block is.
    ///   - range: The bytes of it to look at, from the start of a record on; ``slack`` more can be read.
    ///   - end: Records that start here or later are somebody else's.
    ///   - isLast: Whether a record may end with the bytes.
    /// - Returns: Where the next record starts; what is behind isn't complete.
    package func find(
        _ most: Int = mostRows, at base: UnsafeRawPointer, in range: Range<Int>, startingBefore end: Int, isLast: Bool
    ) -> Int {
        var scan = CSVScan(format, marks, quoteMarks, list, base, range, isLast: isLast)
        let (most, end) = (min(most, Self.mostRows), min(end, range.upperBound))
        var found = 0
        var start = range.lowerBound
        while found < most, start < end {
            let first = scan.fields.count
            let step = scan.next()
            if step == .incomplete {
                scan.fields.count = first
                break
            }
            if step != .nothing {
                (rows + found).initialize(to: CSVRowPlace(start: start, fields: first..<scan.fields.count, flaw: step))
                found += 1
            }
            start = scan.place
        }
        list = scan.fields
        count = found
        return start
    }
}
