/// A command line of ssh's that this start has made, itself or by `mpirun`.
struct SSHCommandLine: Hashable {
    /// The host that is called.
    let destination: String

    /// The options of ssh that have a value.
    private static let optionsWithValue = Set("BbcDEeFIiJLlmOopPQRSWw")
    /// Those of them that may lead elsewhere, or to another account, than the configuration says of the destination.
    private static let detours = Set("JloPp")

    /// - Returns: Nil if `words` are no command line of ssh's with `configuration`, the path of a file, or have more to say
    ///   about the way to the host.
    init?(_ words: [String], configuration: String) {
        var rest = words.dropFirst()
        var hasConfiguration = false
        while let word = rest.first, word.hasPrefix("-"), word.count > 1 {
            rest.removeFirst()
            if word == "--" { break }
            // Letters in one word, of which the last may have its value behind it or in the next word.
            guard let place = word.dropFirst().firstIndex(where: { Self.optionsWithValue.contains($0) }) else {
                continue
            }
            guard !Self.detours.contains(word[place]) else { return nil }
            var value = String(word[word.index(after: place)...])
            if value.isEmpty { value = rest.popFirst() ?? "" }
            if word[place] == "F" { hasConfiguration = value == configuration }
        }
        guard hasConfiguration, let destination = rest.first else { return nil }
        // ssh takes options behind the destination too.
        guard rest.dropFirst().first?.hasPrefix("-") != true else { return nil }
        self.destination = destination
    }
}

extension SSHCommandLine: Sendable {}
