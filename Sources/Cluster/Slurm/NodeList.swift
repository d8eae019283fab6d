/// SLURM's short form for a list of nodes: `n[001-003,7],m1` is n001, n002, n003, n7 and m1.
///
/// ```swift
/// try NodeList("n[1-3]").names  // ["n1", "n2", "n3"]
/// ```
public struct NodeList: Hashable {
    /// The names in the order of the list.
    public let names: [String]

    /// More nodes than any allocation has.
    static let mostNodes = 1 << 16
    /// Longer texts are not looked at.
    static let mostBytes = 1 << 20
    /// The digits that a number may have.
    private static let mostDigits = 15
    /// The characters that a name may have.
    private static let mostCharacters = 253

    /// Expands `text`.
    ///
    /// - Throws: ``ConfigurationError`` if it has another form, or stands for too many nodes.
    /// - Complexity: O(length of `text` + length of all names).
    public init(_ text: String) throws(ConfigurationError) {
        guard text.utf8.count <= Self.mostBytes else { throw ConfigurationError("the node list is too long") }
        var rest = Array(text.utf8)[...]
        var names: [String] = []
        repeat {
            names += try Self.expand(&rest, room: Self.mostNodes - names.count)
        } while Self.take(UInt8(ascii: ","), from: &rest)
        guard rest.isEmpty else { throw Self.malformed(rest) }
        self.names = names
    }

    /// Takes one item off the list: text and brackets in turn, which multiply.
    private static func expand(
        _ rest: inout ArraySlice<UInt8>, room: Int
    ) throws(ConfigurationError) -> [String] {
        var names = [""]
        let start = rest
        while let byte = rest.first, byte != UInt8(ascii: ",") {
            let parts: [String]
            if take(UInt8(ascii: "["), from: &rest) {
                parts = try numbers(&rest, room: room / names.count)
            } else {
                let literal = rest.prefix {
                    $0.isNameByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
                }
                guard !literal.isEmpty else { throw malformed(rest) }
                rest = rest.dropFirst(literal.count)
                parts = [String(decoding: literal, as: UTF8.self)]
            }
            names = names.flatMap { name in parts.map { name + $0 } }
            guard names.count <= room else { throw tooMany }
            guard names[0].utf8.count <= mostCharacters else {
                throw ConfigurationError("a name in the node list is too long")
            }
        }
        guard rest.count < start.count, start.first != UInt8(ascii: "-") else { throw malformed(start) }
        guard room > 0 else { throw tooMany }
        return names
    }

    /// Takes `1-3,07]` off the list: the numbers with the zeros that they were written with.
    private static func numbers(_ rest: inout ArraySlice<UInt8>, room: Int) throws(ConfigurationError) -> [String] {
        var numbers: [String] = []
        repeat {
            let (first, width) = try number(&rest)
            var last = first
            if take(UInt8(ascii: "-"), from: &rest) { last = try number(&rest).value }
            guard first <= last else { throw malformed(rest) }
            guard last - first < room - numbers.count else { throw tooMany }
            for value in first...last {
                let digits = String(value)
                numbers.append(String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits)
            }
        } while take(UInt8(ascii: ","), from: &rest)
        guard take(UInt8(ascii: "]"), from: &rest) else { throw malformed(rest) }
        return numbers
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) throws(ConfigurationError) -> (value: Int, width: Int) {
        let digits = rest.prefix(while: \.isDigit)
        guard (1...mostDigits).contains(digits.count), let value = Int(String(decoding: digits, as: UTF8.self)) else {
            throw malformed(rest)
        }
        rest = rest.dropFirst(digits.count)
        return (value, digits.count)
    }

    private static func take(_ byte: UInt8, from rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static var tooMany: ConfigurationError {
        ConfigurationError("the node list stands for more than \(mostNodes) nodes")
    }

    private static func malformed(_ rest: ArraySlice<UInt8>) -> ConfigurationError {
        let text = rest.isEmpty ? "its end" : "'\(String(decoding: rest.prefix(32), as: UTF8.self))'"
        return ConfigurationError("this is no list of nodes, at \(text): it has a form like n[001-004,7],m1")
    }
}

extension NodeList: Sendable {}
