internal import Records

/// What a rank says about the type of the elements, in a few words that ranks can compare.
struct ElementDeclaration: Equatable {
    private static let nameWords = 3
    static let wordCount = 2 + nameWords

    let words: [UInt64]

    /// - Parameter layout: What the type is made of, in words.
    init<Element>(_ type: Element.Type, layout: String) {
        let name = TypeName.of(type).drop { $0 != "." }.dropFirst()
        let nameWords = (0..<Self.nameWords).map { Self.word(of: name.utf8.dropFirst(8 * $0).prefix(8)) }
        words = [UInt64(MemoryLayout<Element>.stride), fingerprint(of: layout.utf8)] + nameWords
    }

    init(words: ArraySlice<UInt64>) { self.words = Array(words) }

    var text: String {
        let name = words[2...].flatMap { Self.bytes(of: $0) }.prefix { $0 != 0 }
        return "\(String(decoding: name, as: UTF8.self)) (\(words[0]) bytes)"
    }

    /// Up to eight bytes, the first one lowest.
    private static func word(of bytes: some Sequence<UInt8>) -> UInt64 {
        var word: UInt64 = 0
        for (index, byte) in bytes.enumerated() { word |= UInt64(byte) << UInt64(8 * index) }
        return word
    }

    private static func bytes(of word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
    }
}

/// A number for a sequence that is the same on all ranks (FNV-1a, 64 bits).
func fingerprint(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// The same for numbers.
func fingerprint(of numbers: [Int]) -> UInt64 { numbers.withUnsafeBytes { fingerprint(of: $0) } }
