internal import Renoir

/// What the first lines of a file in Matrix Market's format say.
struct MatrixMarketHeader {
    enum Field: String { case real, integer, pattern }
    enum Symmetry: String {
        case general, symmetric
        case skew = "skew-symmetric"
    }

    let isCoordinate: Bool
    let field: Field
    let symmetry: Symmetry
    let rows: Int
    let columns: Int
    /// Lines with numbers that there have to be.
    let count: Int
    /// Lines of the header, and where the next one begins.
    let lines: Int
    let byteCount: Int

    init(_ file: InputFile) throws(JobError) {
        let path = file.path
        var lines = LineReader(file)
        guard let banner = try lines.next() else { throw JobError(.data, "\(path) is empty") }
        let words = banner.lowercased().split { $0 == " " || $0 == "\t" }
        guard words.count == 5, banner.hasPrefix("%%MatrixMarket"), words[1] == "matrix" else {
            throw JobError(.data, "\(path), line 1: no banner of Matrix Market's format")
        }
        guard words[2] == "array" || words[2] == "coordinate", let field = Field(rawValue: String(words[3])),
            let symmetry = Symmetry(rawValue: String(words[4])), words[2] == "coordinate" || field != .pattern,
            symmetry != .skew || field != .pattern
        else { throw JobError(.data, "\(path), line 1: '\(banner.visible)' can't be read") }
        var sizeLine: String?
        while let line = try lines.next() {
            if line.hasPrefix("%") || line.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
            sizeLine = line
            break
        }
        guard let sizeLine else { throw JobError(.data, "\(path): there is no line with its size") }
        let parts = sizeLine.split { $0 == " " || $0 == "\t" }
        let sizes = parts.compactMap { Int($0) }
        isCoordinate = words[2] == "coordinate"
        guard sizes.count == parts.count, sizes.count == (isCoordinate ? 3 : 2), sizes.allSatisfy({ $0 >= 0 }),
            !sizes[0].multipliedReportingOverflow(by: max(1, sizes[1])).overflow
        else { throw JobError(.data, "\(path), line \(lines.count): '\(sizeLine.visible)' is no size") }
        guard symmetry == .general || sizes[0] == sizes[1] else {
            throw JobError(.data, "\(path), line \(lines.count): a \(symmetry.rawValue) matrix has to be square")
        }
        self.field = field
        self.symmetry = symmetry
        rows = sizes[0]
        columns = sizes[1]
        count =
            if isCoordinate {
                sizes[2]
            } else {
                switch symmetry {
                case .general: rows * columns
                case .symmetric: rows * (rows + 1) / 2
                case .skew: rows * max(0, rows - 1) / 2
                }
            }
        self.lines = lines.count
        byteCount = lines.place
    }
}

/// Lines of a file's beginning.
private struct LineReader {
    private static let longest = 1 << 16

    private let file: InputFile
    private(set) var place = 0
    private(set) var count = 0

    init(_ file: InputFile) { self.file = file }

    /// A line without its end; nil where the file ends.
    mutating func next() throws(JobError) -> String? {
        guard place < file.size else { return nil }
        let bytes = try file.bytes(place..<min(file.size, place + Self.longest))
        count += 1
        guard let end = bytes.firstIndex(of: 0x0a) ?? (place + bytes.count == file.size ? bytes.count : nil) else {
            throw JobError(.data, "\(file.path), line \(count) is too long")
        }
        place += min(bytes.count, end + 1)
        let line = bytes[..<end]
        return String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self)
    }
}
