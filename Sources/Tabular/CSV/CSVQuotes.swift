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

}
