public import Records

/// A record of a table where it lies: its fields by the order in which its columns were asked for.
///
/// ```swift
/// let sales = context.readCSV("sales.csv", columns: ["shop", "amount"]) { row in
///     Sale(shop: try row.bytes(0), amount: try row.double(1))
/// }
/// ```
///
/// It's gone when the closure returns; what is taken out of it stays. A field that isn't there in a ragged table is empty.
@frozen
public struct CSVRow {
    @usableFromInline let base: UnsafeRawPointer
    @usableFromInline let fields: UnsafePointer<CSVField>
    @usableFromInline let fieldCount: Int
    /// Which field each column is.
    @usableFromInline let places: UnsafePointer<Int>
    /// How many columns were asked for.
    public let count: Int
    @usableFromInline let owner: Unmanaged<ByteStorage>
    @usableFromInline let quotes: CSVQuotes

    @inlinable @inline(__always)
    package init(
        base: UnsafeRawPointer, fields: UnsafePointer<CSVField>, fieldCount: Int, places: UnsafePointer<Int>,
        count: Int,
        owner: Unmanaged<ByteStorage>, quotes: CSVQuotes
    ) {
        self.base = base
        self.fields = fields
        self.fieldCount = fieldCount
        self.places = places
        self.count = count
        self.owner = owner
        self.quotes = quotes
    }

    @inlinable @inline(__always)
    func field(_ column: Int) -> CSVField? {
        precondition(column >= 0 && column < count, "a column that was not asked for")
        let place = places[column]
        return place < fieldCount ? fields[place] : nil
    }

    /// The bytes of a field as they are written, but for the quotes around it.
    @inlinable @inline(__always)
    func written(_ field: CSVField) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: base + Int(field.start), count: field.count)
    }
}

extension CSVRow {
    /// The integer in a column.
    ///
    /// - Throws: What ends the job with exit code 5 and a message that names file, line and column: the field is something else,
    ///   or nothing.
    /// - Complexity: A few instructions for up to 16 digits.
    @inlinable @inline(__always)
    public func int(_ column: Int) throws(CSVProblem) -> Int {
        guard let field = field(column), let value = CSVNumbers.integer(base + Int(field.start), field.count) else {
            throw .field(column, .integer)
        }
        return value
    }

    /// The number in a column: the nearest value to what is written, also `inf` and `nan`.
    ///
    /// - Throws: As ``int(_:)``.
    /// - Complexity: Some instructions for up to 15 digits and common exponents.
    @inlinable @inline(__always)
    public func double(_ column: Int) throws(CSVProblem) -> Double {
        guard let field = field(column), let value = CSVNumbers.double(base + Int(field.start), field.count) else {
            throw .field(column, .number)
        }
        return value
    }

    /// The bytes in a column, as a slice of what was read.
    ///
    /// - Complexity: O(1); O(*n*) for *n* bytes with doubled quotes or escapes.
    @inlinable @inline(__always)
    public func bytes(_ column: Int) -> ByteString {
        guard let field = field(column) else { return ByteString() }
        if field.isEscaped { return unescaped(field) }
        return ByteString(slice: written(field), of: owner._withUnsafeGuaranteedRef { $0 })
    }

    /// The text in a column.
    ///
    /// - Throws: As ``int(_:)``, of bytes that are not valid UTF-8.
    public func text(_ column: Int) throws(CSVProblem) -> String {
        guard let text = String(validating: bytes(column)) else { throw .field(column, .text) }
        return text
    }

    /// Whether nothing is written in a column, not even quotes around nothing.
    public func isEmpty(_ column: Int) -> Bool { field(column).map { $0.count == 0 && !$0.isQuoted } ?? true }

    @usableFromInline @inline(never)
    func unescaped(_ field: CSVField) -> ByteString { quotes.unescaped(written(field), isQuoted: field.isQuoted) }
}
