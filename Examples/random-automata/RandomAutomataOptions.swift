import ArgumentParser
import RenoirDomains

/// The program's own options; those of the engine are taken out before.
struct RandomAutomataOptions: ParsableCommand {
    @Argument(help: "How many states the automata have, 1 to 16.")
    var states: Int

    @Option(help: "How many automata are drawn.")
    var samples: Int

    @Option(help: "What they depend on: any number.")
    var seed: UInt64

    mutating func validate() throws {
        guard (1...16).contains(states) else { throw ValidationError("\(states) states: there may be 1 to 16") }
        guard samples >= 0 else { throw ValidationError("--samples \(samples): the number can't be negative") }
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
        commandName: "random-automata", abstract: "Counts random automata by the length of their shortest reset words.",
        discussion: RuntimeConfig.optionsHelp)
}
