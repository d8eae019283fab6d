internal import Renoir

/// What a file of NumPy says of its array.
struct NumPyHeader: Equatable {
    private static let magic: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
    /// A header that is longer is none of an array of numbers.
    private static let mostBytes = 1 << 16

    let layout: NumberLayout
    let isByColumns: Bool
    let rows: Int
    let columns: Int
    /// Where the numbers begin.
    let byteCount: Int

    /// Reads the beginning of a file.
    init(_ file: InputFile) throws(JobError) {
        let path = file.path
        func problem(_ text: String) -> JobError { JobError(.data, "\(path): \(text)") }
        let start = try file.bytes(0..<min(12, file.size))
        guard start.count >= 10, Array(start[..<6]) == Self.magic else { throw problem("it isn't a file of NumPy") }
        let version = start[6]
        guard 1...3 ~= version, version == 1 || start.count == 12 else {
            throw problem("version \(version) of NumPy's files is unknown")
        }
        let first = version == 1 ? 10 : 12
        let lengthBytes = start[8..<first]
        let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.mostBytes, first + length <= file.size else { throw problem("its header is cut off") }
        let text = String(decoding: try file.bytes(first..<first + length), as: UTF8.self)
        guard let type = Self.value(of: "descr", in: text), let order = Self.value(of: "fortran_order", in: text),
            let shape = Self.value(of: "shape", in: text)
        else { throw problem("its header doesn't say descr, fortran_order and shape") }
        let name = Self.trimmed(type[...], of: "'\" ")
        guard let kind = NumberLayout.Kind(rawValue: String(name.dropFirst())), let mark = name.first,
            "<>=|".contains(mark)
        else { throw problem("numbers of type '\(name.visible)'; f4, f8 and i8 can be read") }
        guard let sizes = Self.sizes(shape), sizes.count == 1 || sizes.count == 2 else {
            throw problem("an array of shape \(shape.visible); those of one or two dimensions can be read")
        }
        layout = NumberLayout(kind: kind, isBigEndian: mark == ">" || mark != "<" && 1.bigEndian == 1)
        isByColumns = order == "True"
        rows = sizes[0]
        columns = sizes.count == 2 ? sizes[1] : 1
        byteCount = first + length
        let (count, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
        let (bytes, isTooLong) = count.multipliedReportingOverflow(by: layout.width)
        guard !isTooLarge, !isTooLong, bytes == file.size - byteCount else {
            throw problem("\(file.size - byteCount) bytes of numbers for an array of \(rows) × \(columns)")
        }
    }

    /// What stands behind a key of the dictionary, as text.
    private static func value(of key: String, in text: String) -> String? {
        guard let keyRange = text.firstRange(of: "'\(key)':") ?? text.firstRange(of: "\"\(key)\":") else { return nil }
        let rest = text[keyRange.upperBound...].drop { $0 == " " }
        if rest.first == "(" {
            guard let end = rest.firstIndex(of: ")") else { return nil }
            return String(rest[...end])
        }
        let end = rest.firstIndex { $0 == "," || $0 == "}" } ?? rest.endIndex
        return trimmed(rest[..<end])
    }

    private static func trimmed(_ text: Substring, of marks: String = " \t") -> String {
        var text = text.drop { marks.contains($0) }
        while let last = text.last, marks.contains(last) { text.removeLast() }
        return String(text)
    }

    private static func sizes(_ shape: String) -> [Int]? {
        let parts = shape.dropFirst().dropLast().split(separator: ",")
            .map { trimmed($0) }.filter { !$0.isEmpty }
        let sizes = parts.compactMap { Int($0) }
        return sizes.count == parts.count && sizes.allSatisfy { $0 >= 0 } ? sizes : nil
    }

    /// The beginning of a file of numbers as they are in memory, a multiple of 64 bytes.
    static func bytes<Element: MatrixElement>(_: Element.Type, rows: Int, columns: Int) -> [UInt8] {
        let layout = NumberLayout.native(Element.self)
        let type = (layout.isBigEndian ? ">" : "<") + layout.kind.rawValue
        var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
        while (10 + text.utf8.count + 1) % 64 != 0 { text += " " }
        text += "\n"
        let count = text.utf8.count
        return magic + [1, 0, UInt8(count & 0xff), UInt8(count >> 8)] + Array(text.utf8)
    }
}
