internal import Cluster

/// Finds the option of the engine's that an unknown one was probably meant to be.
enum OptionSpelling {
    /// What word processors make of hyphens.
    private static let dashes: Set<Character> = ["-", "–", "—", "‐", "−"]

    /// What should be written instead of `word`, an argument up to its `=`; nil if nothing of the engine's comes near.
    ///
    /// A program has options of its own, so only what is near is taken for a mistake: it begins with the same letter.
    static func meant(by word: Substring) -> String? {
        let name = word.drop { dashes.contains($0) }
        guard name.count < word.count, let first = name.first, first.isLetter else { return nil }
        if word.hasPrefix("-"), !word.hasPrefix("--") { return meant(byOneDash: word, name) }
        let known = EngineOption.allCases.map { String($0.names[0].dropFirst(2)) }
        guard let nearest = Spelling.nearest(to: String(name), among: known),
            nearest.first == name.lowercased().first
        else { return nil }
        return "--\(nearest)"
    }

    /// `-threads`, and values that cling to their options: `-l2`, `-rcluster.toml`.
    private static func meant(byOneDash word: Substring, _ name: Substring) -> String? {
        if EngineOption("-" + word) != nil { return "-\(word)" }
        let (option, value) = (word.prefix(2), name.dropFirst())
        let isValue =
            switch EngineOption(option) {
            case .local: Int(value) != nil
            case .remote: value.hasSuffix(".toml")
            default: false
            }
        return isValue ? "\(option) \(value)" : nil
    }
}
