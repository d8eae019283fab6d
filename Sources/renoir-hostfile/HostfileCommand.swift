public import ArgumentParser
public import Cluster

/// The command line.
struct HostfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renoir-hostfile",
        abstract: "Turns a cluster file into what launchers and ssh read.",
        usage: """
            renoir-hostfile CONFIG.toml [--output FILE] [--dialect DIALECT] [--ssh-config FILE] [--rankfile FILE]
            renoir-hostfile CONFIG.toml --check
            renoir-hostfile CONFIG.toml --command [--ranks N] [--wdir DIR] [--ssh-config FILE] -- PROGRAM [ARGUMENT ...]
            renoir-hostfile --from-slurm [--base-port PORT] [--output FILE]
            """,
        discussion: """
            Prints the hosts of CONFIG.toml with the ranks that each takes:

              renoir-hostfile cluster.toml > hosts && mpirun --hostfile hosts ./wordcount book.txt

            Exit codes: 0 done; 2 the command line is wrong; 3 the cluster file, or the allocation, is not what it \
            should be; 6 a file can't be written.
            """,
        version: "renoir-hostfile 0.1.0")

    @Argument(help: ArgumentHelp("The cluster file.", valueName: "CONFIG.toml"))
    var cluster: String?

    @Option(help: ArgumentHelp("Write to FILE, not to standard output.", valueName: "FILE"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "The launcher: openmpi for mpirun --hostfile, mpich for mpiexec -f, slurm for SLURM_HOSTFILE.",
            valueName: "DIALECT"))
    var dialect = Hostfile.Dialect.openMPI

    @Option(
        help: ArgumentHelp("Also write a configuration for ssh -F, with users, ports and keys.", valueName: "FILE"))
    var sshConfig: String?

    @Option(
        help: ArgumentHelp(
            "For --ssh-config, hosts that were never seen: yes refuses them, accept-new notes their keys.",
            valueName: "POLICY"))
    var hostKeys = SSHConfig.HostKeys.known

    @Option(
        help: ArgumentHelp("Also write a file for mpirun --rankfile, which binds ranks to cores.", valueName: "FILE"))
    var rankfile: String?

    @Flag(help: "Only check the cluster file, and tell what it describes.")
    var check = false

    @Flag(help: "Print the complete mpirun command for PROGRAM instead.")
    var command = false

    @Option(help: ArgumentHelp("For --command: the ranks to start, instead of all.", valueName: "N"))
    var ranks: Int?

    @Option(help: ArgumentHelp("For --command: the folder on the hosts in which ranks start.", valueName: "DIR"))
    var wdir: String?

    @Flag(help: "Print the hosts of this SLURM allocation as a cluster file.")
    var fromSlurm = false

    @Option(help: ArgumentHelp("For --from-slurm: the first port for data on each host.", valueName: "PORT"))
    var basePort: Int?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("For --command: the program and its arguments."))
    var program: [String] = []

    mutating func validate() throws {
        if fromSlurm {
            guard cluster == nil else { throw ValidationError("--from-slurm takes no cluster file") }
            guard !check, !command, sshConfig == nil, rankfile == nil else {
                throw ValidationError("--from-slurm prints a cluster file; the other outputs are made from that")
            }
        } else if cluster == nil {
            throw ValidationError("name the cluster file")
        }
        guard !check || (!command && output == nil && sshConfig == nil && rankfile == nil) else {
            throw ValidationError("--check writes nothing")
        }
        guard command == !program.isEmpty else {
            throw ValidationError("--command and a program after -- belong together")
        }
        guard command || (ranks == nil && wdir == nil) else {
            throw ValidationError("--ranks and --wdir are for --command")
        }
        guard fromSlurm || basePort == nil else { throw ValidationError("--base-port is for --from-slurm") }
    }
}

extension Hostfile.Dialect: ExpressibleByArgument {}
extension SSHConfig.HostKeys: ExpressibleByArgument {}
