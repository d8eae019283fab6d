import Testing

@testable import Cluster

/// What the readers of our texts make of them, written after their own rules: a text is read back to show that nothing
/// in it is taken for more than it is.
enum ParsedOutputs {
    struct Unexpected: Error { var text: String }

    /// The words of a command line, as a POSIX shell splits it. What a shell would act on is an error.
    static func shellWords(_ line: String) throws -> [String] {
        var words: [String] = []
        var word: String?
        var rest = Substring(line)
        while let character = rest.popFirst() {
            switch character {
            case " ":
                if let finished = word { words.append(finished) }
                word = nil
            case "'":
                guard let end = rest.firstIndex(of: "'") else { throw Unexpected(text: "an open quote") }
                word = (word ?? "") + rest[..<end]
                rest = rest[rest.index(after: end)...]
            case "\\":
                guard let next = rest.popFirst(), next != "\n" else { throw Unexpected(text: "a joined line") }
                word = (word ?? "") + String(next)
            case _ where "\t\n\r\"$`&|;<>()[]{}*?!#~".contains(character) || !character.isASCII:
                throw Unexpected(text: "\(character) unquoted in \(line)")
            case "=" where words.isEmpty:
                throw Unexpected(text: "an assignment: \(line)")
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }

    /// The keywords and values of an ssh configuration, as OpenSSH splits its lines.
    static func sshOptions(_ text: String) throws -> [(keyword: String, value: String)] {
        var options: [(keyword: String, value: String)] = []
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            guard let space = line.firstIndex(of: " ") else { throw Unexpected(text: "no value: \(line)") }
            var value = String(line[line.index(after: space)...])
            if value.hasPrefix("\"") {
                guard value.count >= 2, value.hasSuffix("\"") else { throw Unexpected(text: "an open quote: \(line)") }
                value = String(value.dropFirst().dropLast())
            } else if value.contains(where: { "#'".contains($0) }) {
                throw Unexpected(text: "a comment or a quote: \(line)")
            }
            if value.contains("\"") || value.contains("\\") || value.contains("${") {
                throw Unexpected(text: "a second value, or an expansion: \(line)")
            }
            let literal = value.replacing("%%", with: "\u{1}")
            if line[..<space] != "Host", literal.contains("%") {
                throw Unexpected(text: "a token: \(line)")
            }
            options.append((String(line[..<space]), literal.replacing("\u{1}", with: "%")))
        }
        return options
    }

    /// The hosts and slots of a host file of Open MPI's.
    static func slots(_ text: String) throws -> [(host: String, slots: Int)] {
        try text.split(separator: "\n").filter { !$0.hasPrefix("# mpirun cuts names") }.map { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 2, words[1].hasPrefix("slots="), let slots = Int(words[1].dropFirst(6)) else {
                throw Unexpected(text: String(line))
            }
            guard words[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }) else {
                throw Unexpected(text: "a name that mpirun does not take: \(line)")
            }
            return (String(words[0]), slots)
        }
    }
}
