import ArgumentParser
import Renoir

/// The program's own options; those of the engine are taken out before.
struct WordCountOptions: ParsableCommand {
    @Argument(help: "The text, or a pattern that matches several: 'logs/*.txt'.")
    var file: String

    @Option(help: "Print only the most frequent words.")
    var top: Int?

    @Flag(help: "Combine counts on each worker before they move.")
    var associative = false

    mutating func validate() throws {
        if let top, top < 0 { throw ValidationError("--top \(top): the number of words can't be negative") }
    }

    /// Parses `arguments`; a mistake, or `--help`, ends the program on all ranks, with one message.
    ///
    /// - Returns: The options, and the file by the bytes of its name. The parser knows text only, in which what is not UTF-8
    ///   is replaced: the name is that argument which became ``file``.
    static func parse(_ arguments: [ByteString], _ config: RuntimeConfig) -> (Self, file: ByteString) {
        do {
            let options = try parse(arguments.map { String($0) })
            let file = arguments.first { ByteString(String($0)) == ByteString(options.file) }
            return (options, file ?? ByteString(options.file))
        } catch {
            config.exit(fullMessage(for: error), code: exitCode(for: error).isSuccess ? nil : .usage)
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "wordcount", abstract: "Counts the words of a text.", discussion: RuntimeConfig.optionsHelp)
}
