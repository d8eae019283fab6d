import ArgumentParser
import RenoirDomains

/// The program's own options; those of the engine are taken out before.
struct ReachableOptions: ParsableCommand {
    @Argument(help: "Columns and rows, with 16 places at most: 3x3.")
    var size: String

    mutating func validate() throws {
        guard Puzzle(size) != nil else {
            throw ValidationError("'\(size)' is no size such as 3x3, of 16 places at most")
        }
    }

    /// Parses `arguments`; a mistake, or `--help`, ends the program on all ranks, with one message.
    static func parse(_ arguments: [String], _ config: RuntimeConfig) -> Puzzle {
        do {
            return Puzzle(try parse(arguments).size)!
        } catch {
            config.exit(fullMessage(for: error), code: exitCode(for: error).isSuccess ? nil : .usage)
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "reachable", abstract: "Counts the positions of a sliding puzzle by moves.",
        discussion: RuntimeConfig.optionsHelp)
}
