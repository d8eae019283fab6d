internal import Records
internal import SystemLibrary

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

    /// Reads lines, each of which has to have `columns` numbers. Empty lines don't count.
    static func read<Element: MatrixElement>(_ bytes: [UInt8], columns: Int) throws(Problem) -> Block<Element> {
        var block = Block<Element>()
        let storage = bytes.withUnsafeBytes { ByteStorage(copying: $0) }
        let text = storage.bytes
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0a { end += 1 }
            let next = end + 1
            if end > start, text[end - 1] == 0x0d { end -= 1 }
            if end > start {
                try readLine(text, start..<end, storage, columns, &block)
                block.rows += 1
            }
            block.lines += 1
            start = next
        }
        return block
    }

    private static func readLine<Element: MatrixElement>(
        _ text: UnsafeRawBufferPointer, _ line: Range<Int>, _ storage: ByteStorage, _ columns: Int,
        _ block: inout Block<Element>
    ) throws(Problem) {
        var start = line.lowerBound
        var count = 0
        while start <= line.upperBound {
            var end = start
            while end < line.upperBound, text[end] != comma { end += 1 }
            let cell = ByteString(slice: UnsafeRawBufferPointer(rebasing: text[start..<end]), of: storage)
            guard let element = Element(cell: cell) else {
                throw Problem(line: block.lines, text: "'\(cell.visible(atMost: 40))' is no number")
            }
            block.elements.append(element)
            count += 1
            start = end + 1
        }
        guard count == columns else {
            throw Problem(line: block.lines, text: "\(count) cells, and \(columns) in the first line")
        }
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
