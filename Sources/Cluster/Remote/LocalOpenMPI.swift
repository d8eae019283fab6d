/// The `mpirun` of this machine.
struct LocalOpenMPI {
    /// Seconds for a question to a program of this machine.
    private static let patience = 20

    let path: String
    let version: OpenMPIVersion

    init(_ loop: ProcessLoop, _ variables: ProcessVariables) throws(RemoteStartError) {
        path = try variables.find("mpirun", advice: "; install Open MPI, on Debian: apt-get install openmpi-bin")
        let command = Command(path: path, arguments: ["--version"], environment: variables.values)
        let outcome = try loop.run([command], seconds: Self.patience)[0]
        let line = String(decoding: outcome.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard let version = OpenMPIVersion(line) else {
            throw RemoteStartError(.configuration, "\(path) is not Open MPI's; put that one first in PATH")
        }
        self.version = version
    }

    func command(_ plan: LaunchPlan, tagsOutput: Bool, environment: ProcessVariables) -> Command {
        Command(
            path: path, arguments: (tagsOutput ? ["--tag-output"] : []) + plan.arguments.dropFirst(),
            environment: environment.values, input: .own, sharesOutput: true)
    }
}
