/// Words for a POSIX shell.
public enum ShellWords {
    /// `words` as a command line that a shell splits into exactly these.
    ///
    /// ```swift
    /// ShellWords.quoted(["ls", "my file", "it's"])  // ls 'my file' 'it'\''s'
    /// ```
    ///
    /// - Precondition: No word has the character U+0000, which no argument can have.
    /// - Complexity: O(length of the words).
    public static func quoted(_ words: [String]) -> String {
        words.enumerated().map { $0 == 0 ? quoted($1) : quoted($1, unless: marks + "=".utf8) }.joined(separator: " ")
    }

    /// `word` as a shell reads it: as it is where that is safe, else in single quotes.
    ///
    /// - Precondition: `word` does not have the character U+0000.
    public static func quoted(_ word: String) -> String {
        // With '=' it could be an assignment.
        quoted(word, unless: marks)
    }

    /// What has no meaning to a shell, beside letters and digits.
    private static let marks = Array("_-./:,@%+^".utf8)

    private static func quoted(_ word: String, unless marks: [UInt8]) -> String {
        precondition(!word.utf8.contains(0), "a shell's word can't have the character U+0000")
        // Some shells give a word that begins with '=' a meaning.
        let isSafe =
            !word.isEmpty && !word.hasPrefix("=") && word.utf8.allSatisfy { $0.isNameByte || marks.contains($0) }
        guard !isSafe else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
