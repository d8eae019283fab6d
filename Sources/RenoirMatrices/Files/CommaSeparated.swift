internal import Records

/// Lines of numbers with commas between them.
enum CommaSeparated {
    private static let comma = UInt8(ascii: ",")

    /// A line that can't be read.
    struct Problem: Error {
        /// From 0.
        let line: Int
        let text: String
    }

    struct Block<Element> {
        var elements: [Element] = []
        var rows = 0
        /// Lines, those that are empty included.
        var lines = 0
    }

    static func columns(ofLine line: [UInt8]) -> Int { line.isEmpty ? 0 : line.count { $0 == comma } + 1 }

    /// Adds lines, each of which has to have `columns` numbers, to a block. Empty lines don't count.
    ///
    /// - Parameter text: As ``MatrixElement/number(_:_:)`` needs it, with bytes behind that can be read.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func read<Element: MatrixElement>(
        _ text: UnsafeRawBufferPointer, columns: Int, into block: inout Block<Element>
    ) throws(Problem) {
        guard let bytes = text.baseAddress else { return }
        var start = 0
        while start < text.count {
            // What is no comma and no line's end belongs to a cell.
            var count = 0
            var cellStart = start
            var place = start
            var isEnd = false
            while !isEnd {
                while place < text.count, case let byte = text[place], byte != comma, byte != 0x0a { place &+= 1 }
                isEnd = place == text.count || text[place] == 0x0a
                var length = place &- cellStart
                if isEnd, length > 0, text[place &- 1] == 0x0d { length &-= 1 }
                if isEnd, count == 0, length == 0 { break }
                guard let element = Element.number(bytes + cellStart, length) ?? trimmed(bytes + cellStart, length)
                else {
                    throw Problem(line: block.lines, text: noNumber(bytes + cellStart, length))
                }
                block.elements.append(element)
                count &+= 1
                place &+= 1
                cellStart = place
            }
            start = isEnd && count == 0 ? place &+ 1 : place
            if count > 0 {
                guard count == columns else {
                    throw Problem(line: block.lines, text: "\(count) cells, and \(columns) in the first line")
                }
                block.rows &+= 1
            }
            block.lines &+= 1
        }
    }

    /// With blanks around it, or of a kind that's read slowly.
    @inline(never)
    private static func trimmed<Element: MatrixElement>(_ start: UnsafeRawPointer, _ count: Int) -> Element? {
        Element(cell: ByteString(UnsafeRawBufferPointer(start: start, count: count)))
    }

    private static func noNumber(_ start: UnsafeRawPointer, _ count: Int) -> String {
        let cell = ByteString(UnsafeRawBufferPointer(start: start, count: count))
        return "'\(cell.visible(atMost: 40))' is no number"
    }

    /// Appends rows as lines.
    static func write<Element: MatrixElement>(_ elements: ArraySlice<Element>, columns: Int, to bytes: inout [UInt8]) {
        guard columns > 0 else { return }
        for start in stride(from: elements.startIndex, to: elements.endIndex, by: columns) {
            for place in start..<start + columns {
                if place > start { bytes.append(comma) }
                bytes.append(contentsOf: elements[place].cell.utf8)
            }
            bytes.append(0x0a)
        }
    }
}
