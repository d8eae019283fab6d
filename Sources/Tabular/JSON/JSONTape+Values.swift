internal import Records

extension JSONTape {
    func bytes(_ range: Range<Int>) -> ByteString { ByteString(UnsafeRawBufferPointer(rebasing: text[range])) }

    /// What a text stands for; nil if it's none.
    func string(_ range: Range<Int>, isEscaped: Bool) -> String? {
        let written = UnsafeRawBufferPointer(rebasing: text[range]).bindMemory(to: UInt8.self)
        guard isEscaped else { return String(validating: written, as: UTF8.self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(written.count)
        var place = 0
        while place < written.count {
            let byte = written[place]
            place += 1
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            guard place < written.count else { return nil }
            let escape = written[place]
            place += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(escape)
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = Self.scalar(written, &place) else { return nil }
                bytes += String(Character(scalar)).utf8
            default: return nil
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The character of one escape, or of two that are halves of one.
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Unicode.Scalar? {
        guard let first = unit(text, &place) else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard place + 1 < text.count, text[place] == UInt8(ascii: "\\"), text[place + 1] == UInt8(ascii: "u") else {
            return nil
        }
        place += 2
        guard let second = unit(text, &place), UTF16.isTrailSurrogate(second) else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(first) & 0x3FF) << 10 + UInt32(second) & 0x3FF)
    }

    private static func unit(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt16? {
        guard place + 4 <= text.count else { return nil }
        var unit: UInt16 = 0
        for byte in text[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        place += 4
        return unit
    }

    /// The entry of the value of `key` in the object at `entry`; nil if there is none.
    func value(of key: String, in entry: Int) -> Int? {
        guard case .object(let count) = entries[entry].value else { return nil }
        var place = entry + 1
        var found: Int?
        for _ in 0..<count {
            if case .string(let range, let isEscaped) = entries[place].value, isKey(key, range, isEscaped) {
                found = place + 1
            }
            place = entries[place + 1].next
        }
        return found
    }

    private func isKey(_ key: String, _ range: Range<Int>, _ isEscaped: Bool) -> Bool {
        if isEscaped { return string(range, isEscaped: true) == key }
        let utf8 = key.utf8
        return utf8.count == range.count && zip(utf8, text[range]).allSatisfy { $0 == $1 }
    }

    /// All keys of the object at `entry`, in order.
    func keys(in entry: Int) -> [String] {
        guard case .object(let count) = entries[entry].value else { return [] }
        var keys: [String] = []
        var place = entry + 1
        for _ in 0..<count {
            if case .string(let range, let isEscaped) = entries[place].value,
                let key = string(range, isEscaped: isEscaped)
            {
                keys.append(key)
            }
            place = entries[place + 1].next
        }
        return keys
    }
}
