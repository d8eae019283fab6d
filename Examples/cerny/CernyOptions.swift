import ArgumentParser
import RenoirDomains

/// The program's own options; those of the engine are taken out before.
struct CernyOptions: ParsableCommand {
    @Argument(help: "How many states the automata have, 1 to 8.")
    var states: Int

    @Option(help: "How many letters they have, 1 to 8.")
    var letters = 2

    @Option(help: "Seconds after which what was counted by then is printed.")
    var deadline: Double?

    @Flag(help: "Print the automata whose words are the longest, too.")
    var show = false

    mutating func validate() throws {
        guard (1...8).contains(states) else { throw ValidationError("\(states) states: there may be 1 to 8") }
        guard (1...8).contains(letters) else { throw ValidationError("--letters \(letters): there may be 1 to 8") }
        guard deadline ?? 0 >= 0 else { throw ValidationError("--deadline \(deadline!) is in the past") }
    }

    /// Parses `arguments`; a mistake, or `--help`, ends the program on all ranks, with one message.
    static func parse(_ arguments: [String], _ config: RuntimeConfig) -> Self {
        do {
            return try parse(arguments)
        } catch {
            config.exit(fullMessage(for: error), code: exitCode(for: error).isSuccess ? nil : .usage)
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "cerny", abstract: "Counts automata by the length of their shortest reset words.",
        discussion: RuntimeConfig.optionsHelp)
}
