import Records
import Tabular

/// Reads tables byte by byte, as slow and plain as can be.
struct CSVOracle {
    let format: CSVFormat

    /// The states before each byte, and behind the last.
    func states(of text: [UInt8], from start: CSVState = .recordStart) -> [CSVState] {
        var states = [start]
        for byte in text { states.append(format.state(after: byte, in: states.last!)) }
        return states
    }

    /// The records and where they start.
    func records(of text: [UInt8]) -> [(start: Int, fields: [[UInt8]])] {
        let states = states(of: text)
        var records: [(start: Int, fields: [[UInt8]])] = []
        var start = 0
        while start < text.count {
            // A record's line feed leads to the start of the next.
            let end = (start..<text.count).first { states[$0 + 1] == .recordStart && text[$0] == UInt8(ascii: "\n") }
            var line = Array(text[start..<(end ?? text.count)])
            if end != nil, line.last == UInt8(ascii: "\r") { line.removeLast() }
            let isComment = format.comment != nil && line.first == format.comment
            if !isComment, !isNothing(line) { records.append((start, fields(of: line))) }
            start = (end ?? text.count) + 1
        }
        return records
    }

    private func isNothing(_ line: [UInt8]) -> Bool { line.allSatisfy(isBlank) }
    private func isBlank(_ byte: UInt8) -> Bool { format.trims && (byte == 32 || byte == 9) }

    private func fields(of line: [UInt8]) -> [[UInt8]] {
        var fields: [[UInt8]] = []
        var raw: [UInt8] = []
        var state = CSVState.recordStart
        for byte in line {
            state = format.state(after: byte, in: state)
            if state == .fieldStart, byte == format.delimiter {
                fields.append(value(of: raw))
                raw = []
            } else {
                raw.append(byte)
            }
        }
        return fields + [value(of: raw)]
    }

    /// What a field says that is written like this.
    private func value(of raw: [UInt8]) -> [UInt8] {
        var raw = raw[...]
        while let first = raw.first, isBlank(first) { raw.removeFirst() }
        let isQuoted = format.quote != nil && raw.first == format.quote
        var value: [UInt8] = []
        var isEscaped = false
        var isClosed = false
        if isQuoted { raw.removeFirst() }
        var hasEscape = false
        for byte in raw {
            if isEscaped {
                value.append(byte)
                isEscaped = false
            } else if byte == format.escape {
                isEscaped = true
                hasEscape = true
            } else if isQuoted, byte == format.quote {
                if isClosed { value.append(byte) }
                isClosed.toggle()
            } else if !isClosed {
                value.append(byte)
            }
        }
        if isEscaped { value.append(format.escape!) }
        while !isQuoted, !hasEscape, let last = value.last, isBlank(last) { value.removeLast() }
        return value
    }
}

extension CSVRows {
    /// All records of some bytes that are found when the block ends at each of the places that `step` leads to.
    func all(
        of text: [UInt8], step: Int, from start: Int = 0, before end: Int = .max
    ) -> [(start: Int, fields: [[UInt8]], isWhole: Bool)] {
        var found: [(start: Int, fields: [[UInt8]], isWhole: Bool)] = []
        let storage = ByteStorage(byteCount: text.count + Self.slack)
        storage.mutableBytes!.copyBytes(from: text + Array(repeating: format.delimiter, count: Self.slack))
        let quotes = CSVQuotes(format)
        var place = start
        var known = start
        while true {
            known = min(text.count, known + step)
            let isLast = known == text.count
            let next = find(3, at: storage.bytes.baseAddress!, in: place..<known, startingBefore: end, isLast: isLast)
            for number in 0..<count {
                let row = self[number]
                let fields = (0..<row.fieldCount).map { index in
                    let row = CSVRow(
                        base: storage.bytes.baseAddress!, fields: self.fields + row.firstField,
                        fieldCount: row.fieldCount,
                        places: identity, count: row.fieldCount, owner: .passUnretained(storage), quotes: quotes)
                    return Array(row.bytes(index))
                }
                found.append((row.start, fields, row.problem == nil))
            }
            if isLast, count == 0, next == place { return found }
            place = next
        }
    }
}

/// Each field is the column of its number.
private nonisolated(unsafe) let identity: UnsafePointer<Int> = {
    let places = UnsafeMutablePointer<Int>.allocate(capacity: 1000)
    for place in 0..<1000 { (places + place).initialize(to: place) }
    return UnsafePointer(places)
}()
