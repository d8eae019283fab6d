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
        words.map { quoted($0) }.joined(separator: " ")
    }

    /// `word` as a shell reads it: as it is where that is safe, else in single quotes.
    public static func quoted(_ word: String) -> String {
        precondition(!word.utf8.contains(0), "a shell's word can't have the character U+0000")
        let marks = Array("_-./:,@%+^".utf8)
        // A word with '=' is an assignment, unless it begins as an option does.
        let isOption = word.hasPrefix("-")
        let isSafe =
            !word.isEmpty
            && word.utf8.allSatisfy {
                $0.isNameByte || marks.contains($0) || (isOption && $0 == UInt8(ascii: "="))
            }
        guard !isSafe else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
