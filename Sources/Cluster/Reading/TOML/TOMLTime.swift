/// Whether bytes are a date or a time as TOML has them, after RFC 3339.
enum TOMLTime {
    /// A date, a time of day, or both; an offset only with both.
    static func isTime(_ bytes: [UInt8]) -> Bool {
        if bytes.count < 10 || !isDate(bytes[..<10]) { return endOfTime(bytes[...]) == bytes.count }
        if bytes.count == 10 { return true }
        guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
            let end = endOfTime(bytes[11...])
        else { return false }
        let offset = bytes[end...]
        return offset.isEmpty || offset.elementsEqual("Z".utf8) || offset.elementsEqual("z".utf8) || isOffset(offset)
    }

    /// yyyy-mm-dd
    static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let parts = numbers(bytes, "0000-00-00") else { return false }
        let (year, month, day) = (parts[0], parts[1], parts[2])
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains(month) && (1...days[month - 1]).contains(day)
    }

    /// Where hh:mm:ss ends, with a fraction or without; nil if `bytes` don't begin with it.
    private static func endOfTime(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let parts = numbers(bytes.prefix(8), "00:00:00"), parts[0] < 24, parts[1] < 60, parts[2] <= 60 else {
            return nil
        }
        let end = bytes.startIndex + 8
        guard end < bytes.endIndex, bytes[end] == UInt8(ascii: ".") else { return end }
        let digits = bytes[(end + 1)...].prefix(while: \.isDigit).count
        return digits > 0 ? end + 1 + digits : nil
    }

    /// +hh:mm or -hh:mm
    private static func isOffset(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-"),
            let parts = numbers(bytes.dropFirst(), "00:00")
        else { return false }
        return parts[0] < 24 && parts[1] < 60
    }

    /// The numbers in `bytes`, which have digits where `pattern` has 0, and the pattern's marks between them.
    private static func numbers(_ bytes: ArraySlice<UInt8>, _ pattern: StaticString) -> [Int]? {
        pattern.withUTF8Buffer { pattern in
            guard bytes.count == pattern.count else { return nil }
            var numbers = [0]
            for (byte, expected) in zip(bytes, pattern) {
                if expected == UInt8(ascii: "0") {
                    guard byte.isDigit else { return nil }
                    numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
                } else {
                    guard byte == expected else { return nil }
                    numbers.append(0)
                }
            }
            return numbers
        }
    }
}
