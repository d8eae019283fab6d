import ArgumentParser
import RenoirDomains

/// The program's own options; those of the engine are taken out before.
struct GraphsOptions: ParsableCommand {
    @Argument(help: "How many vertices the graphs have, 1 to 12.")
    var vertices: Int

    @Flag(help: "Only those in which there is a way from each vertex to each other.")
    var connected = false

    @Flag(help: "Print how many there are, and not the graphs.")
    var count = false

    mutating func validate() throws {
        guard (1...12).contains(vertices) else { throw ValidationError("\(vertices) vertices: there may be 1 to 12") }
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
        commandName: "graphs", abstract: "Lists graphs, one of each class.", discussion: RuntimeConfig.optionsHelp)
}
