public import Records

/// Records of a block that were found, and how far they are taken.
@frozen
@usableFromInline
package struct CSVRowRun {
    @usableFromInline let base: UnsafeRawPointer
    @usableFromInline let rows: UnsafePointer<CSVRowPlace>
    @usableFromInline let fields: UnsafePointer<CSVField>
    @usableFromInline let places: UnsafePointer<Int>
    @usableFromInline let columnCount: Int
    @usableFromInline let owner: Unmanaged<ByteStorage>
    @usableFromInline let quotes: CSVQuotes
    /// How many fields a record has; -1 if any number will do.
    @usableFromInline let fieldCount: Int
    /// The next record.
    @usableFromInline package var next = 0
    @usableFromInline package let count: Int

    /// - Parameters:
    ///   - places: Which field each column is that was asked for; it stays while the run is used, as the block does.
    ///   - fieldCount: How many fields a record must have; nil if any number will do.
    package init(
        of rows: CSVRows, in block: ByteStorage, places: UnsafePointer<Int>, columnCount: Int, fieldCount: Int?
    ) {
        base = block.bytes.baseAddress.unsafelyUnwrapped
        self.rows = rows.first
        fields = rows.fields
        self.places = places
        self.columnCount = columnCount
        owner = .passUnretained(block)
        quotes = CSVQuotes(rows.format)
        self.fieldCount = fieldCount ?? -1
        count = rows.count
    }

    /// Whether a record has as many fields as it should, and quotes where they may be.
    @inlinable @inline(__always)
    package func isWhole(_ row: Int) -> Bool {
        rows[row].flaw == 0 && (fieldCount < 0 || Int(rows[row].count) == fieldCount)
    }

    @inlinable @inline(__always)
    package subscript(_ row: Int) -> CSVRow {
        CSVRow(
            base: base, fields: fields + Int(rows[row].firstPlace), fieldCount: Int(rows[row].count), places: places,
            count: columnCount, owner: owner, quotes: quotes)
    }
}
