package import Records

/// How quotes are written where they are none.
@frozen
@usableFromInline
package struct CSVQuotes: Sendable {
    let quote: UInt8?
    let escape: UInt8?

    package init(_ format: CSVFormat) {
        quote = format.quote
        escape = format.escape
    }

    /// What a field stands for.
    package func unescaped(_ field: UnsafeRawBufferPointer, isQuoted: Bool) -> ByteString {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(field.count)
        var place = 0
        while place < field.count {
            let byte = field[place]
            let isDoubled = isQuoted && byte == quote && place + 1 < field.count
            if byte == escape && place + 1 < field.count || isDoubled { place += 1 }
            bytes.append(field[place])
            place += 1
        }
        return ByteString(bytes)
    }

    /// Writes a field, with quotes or escapes if it needs them.
    ///
    /// - Parameter isFirst: Whether it begins a line.
    func append(
        _ field: ArraySlice<UInt8>, to output: inout [UInt8], _ format: CSVFormat, isFirst: Bool
    ) throws(CSVProblem) {
        guard needsQuotes(field, format, isFirst: isFirst) else {
            output += field
            return
        }
        if let quote {
            output.append(quote)
            for byte in field {
                // Either is written twice: an escape makes the next one a byte like any other.
                if byte == quote || byte == escape { output.append(byte) }
                output.append(byte)
            }
            output.append(quote)
        } else if let escape, !field.isEmpty, !isComment(field, format, isFirst) {
            for byte in field {
                if byte == format.delimiter || byte == escape || byte == UInt8(ascii: "\n")
                    || byte == UInt8(ascii: "\r")
                {
                    output.append(escape)
                }
                output.append(byte)
            }
        } else if !field.isEmpty {
            throw .decoding(column: nil, "a field has a delimiter or a line end, and the format no quotes")
        }
    }

    private func needsQuotes(_ field: ArraySlice<UInt8>, _ format: CSVFormat, isFirst: Bool) -> Bool {
        // Nothing at all is what isn't there.
        guard let first = field.first, let last = field.last else { return true }
        if format.isBlank(first) || format.isBlank(last) || isComment(field, format, isFirst) { return true }
        for byte in field
        where byte == format.delimiter || byte == quote || byte == escape || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
        { return true }
        return false
    }

    private func isComment(_ field: ArraySlice<UInt8>, _ format: CSVFormat, _ isFirst: Bool) -> Bool {
        isFirst && format.comment != nil && field.first == format.comment
    }
}
