/// How a table is written as text: what separates fields, quotes them, and begins a comment.
///
/// ```swift
/// let semicolons = CSVFormat(delimiter: ";", hasHeader: false)
/// ```
///
/// Records end with `\n` or `\r\n`; the last one may end with its file. Lines without anything are no records. A quoted field may
/// hold delimiters and line ends; a quote in it is written twice, or behind `escape`. A quote inside a field that doesn't start with one
/// is a byte like any other.
public struct CSVFormat: Sendable, Equatable {
    /// What stands between two fields.
    public var delimiter: UInt8
    /// What stands around a field that holds delimiters, quotes or line ends; nil if nothing does: every line is a record then.
    public var quote: UInt8?
    /// What makes the next byte one like any other; nil if nothing does.
    public var escape: UInt8?
    /// What begins a line that is no record; nil if nothing does.
    public var comment: UInt8?
    /// Whether the first record of each file names its columns.
    public var hasHeader: Bool
    /// Whether blanks and tabs around fields and quotes are none of them.
    public var trims: Bool
    /// Whether records may have fewer fields than columns, the missing ones empty, or more, which are ignored.
    public var isRagged: Bool

    /// Delimiter, quote, escape and comment differ and are ASCII other than line ends; with `trims`, no blanks or tabs. A job with others
    /// doesn't start. An escape that is the quote is as good as none.
    public init(
        delimiter: Unicode.Scalar = ",", quote: Unicode.Scalar? = "\"", escape: Unicode.Scalar? = nil,
        comment: Unicode.Scalar? = nil, hasHeader: Bool = true, trims: Bool = false, isRagged: Bool = false
    ) {
        self.delimiter = Self.byte(delimiter)
        self.quote = quote.map(Self.byte)
        self.escape = escape == quote ? nil : escape.map(Self.byte)
        self.comment = comment.map(Self.byte)
        self.hasHeader = hasHeader
        self.trims = trims
        self.isRagged = isRagged
    }

    /// What is wrong with it, as a part of a sentence; nil if nothing is.
    package var problem: String? {
        let marks = [delimiter] + [quote, escape, comment].compactMap(\.self)
        let others =
            [UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0xFF]
            + (trims ? [UInt8(ascii: " "), UInt8(ascii: "\t")] : [])
        if marks.contains(where: others.contains) {
            return
                "delimiter, quote, escape and comment are ASCII bytes other than line ends, and than blanks if fields are trimmed"
        }
        return Set(marks).count == marks.count ? nil : "delimiter, quote, escape and comment of a table differ"
    }

    /// What isn't ASCII becomes a byte that is refused.
    private static func byte(_ scalar: Unicode.Scalar) -> UInt8 { scalar.isASCII ? UInt8(scalar.value) : 0xFF }

    /// Whether a record may end elsewhere than at the next line end.
    package var mayJoinLines: Bool { quote != nil || escape != nil }

    func isBlank(_ byte: UInt8) -> Bool { trims && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")) }
}
