import ArgumentParser
import Cluster

/// The command line.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renoir-worker",
        abstract: "Runs what programs that are started with --distributed ask for, one program after the other.",
        usage: """
            renoir-worker HOST:PORT [--token-file FILE] [--slots N] [--public]
            renoir-worker --status HOST:PORT[,…] [--token-file FILE]
            """,
        discussion: """
            Programs and workers have a token in common, in a file that nobody else may read or in the variable \
            RENOIR_TOKEN. Who has it may run programs as the user of the worker:

              (umask 077; openssl rand -hex 32 >token)
              renoir-worker 127.0.0.1:7001 --token-file token &
              DISTRIBUTED_WORKERS=127.0.0.1:7001 ./wordcount --distributed --token-file token book.txt

            Prints its address on standard output when it listens; port 0 lets the system choose one. Ends on SIGINT and \
            SIGTERM, and with it what it runs.

            Exit codes: 0 done; 2 the command line is wrong; 3 no token, another token, another version, or an address \
            that others than this machine reach without --public; 6 an address can't be listened at, or reached.
            """,
        version: "renoir-worker 0.1.0")

    @Argument(help: ArgumentHelp("Where to listen.", valueName: "HOST:PORT"))
    var address: String?

    @Option(
        help: ArgumentHelp(
            "The token; only its owner may read the file. Without it, RENOIR_TOKEN has the token.", valueName: "FILE"))
    var tokenFile: String?

    @Option(help: ArgumentHelp("How many ranks it takes.", valueName: "N"))
    var slots: Int?

    @Flag(help: "Other machines may connect: the address need not be one of loopback.")
    var `public` = false

    @Option(help: ArgumentHelp("Print what the workers there do, a line each.", valueName: "HOST:PORT[,…]"))
    var status: String?

    mutating func validate() throws {
        guard (address == nil) != (status == nil) else {
            throw ValidationError("name the address at which to listen, or the workers to ask with --status")
        }
        guard status == nil || (slots == nil && !self.public) else {
            throw ValidationError("--slots and --public are for a worker that listens")
        }
        guard (slots ?? 1) >= 1, (slots ?? 1) <= 4096 else { throw ValidationError("--slots is from 1 to 4096") }
    }
}
