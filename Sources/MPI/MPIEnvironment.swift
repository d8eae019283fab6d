internal import CMPI
internal import SystemLibrary
package import Threading

/// MPI as it runs in this process: started once, ended when the process exits.
public final class MPIEnvironment {
    /// All ranks of the job, on a communicator that nobody else's messages use.
    public let world: Communicator
    /// What the library says that it is, on one line.
    public let libraryVersion: String
    /// Held during every call of MPI.
    package let lock = Lock()

    private static let outcome = Result { () throws(MPIError) in try MPIEnvironment() }

    /// Starts MPI in this process, or returns what an earlier call has started.
    ///
    /// ```swift
    /// let environment = try MPIEnvironment.start()
    /// print("rank \(environment.world.rank) of \(environment.world.size)")
    /// ```
    ///
    /// Collective: every process that the launcher started calls it. Before the start it sets those variables of Open
    /// MPI that make waiting cheap and suit sandboxes, unless the user has set them; call it before other threads read the environment.
    /// When the process exits, MPI is finalised, which waits for the other ranks to exit too.
    ///
    /// - Throws: `MPIError` if the library isn't the one that the program was compiled for, if it can't be used from
    ///   several threads in turn, or if it doesn't see the processes that the launcher started. A failed start fails
    ///   again in the same way.
    public static func start() throws(MPIError) -> MPIEnvironment { try outcome.get() }

    /// Runs `body` while no other caller of this function runs.
    ///
    /// Calls of MPI must not overlap anywhere in a process. Whoever has several users of MPI in one process lets each
    /// of them go through here.
    public func exclusively<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try lock.withLock(body)
    }

    private init() throws(MPIError) {
        libraryVersion = try Self.agreedLibrary()
        let launch = Self.values(of: LauncherAgreement.variables)
        let launcher = Self.values(of: EnvironmentDefaults.launcherVariables)
        let settings = EnvironmentDefaults.settings(
            hasLauncher: !launcher.isEmpty, readsProcesses: cmpi_reads_processes())
        for setting in settings {
            setenv(setting.name, setting.value, 0)
        }
        try Self.initialise()
        let everybody = try Communicator(cmpi_world())
        if let problem = LauncherAgreement.problem(environment: launch, size: everybody.size) {
            throw MPIError(kind: .launcher, message: problem)
        }
        world = try everybody.duplicate()
    }

    private static func agreedLibrary() throws(MPIError) -> String {
        let text = String(mpiCapacity: cmpi_library_version_capacity()) { cmpi_library_version($0, $1) } ?? ""
        let problem = LibraryAgreement.problem(
            vendor: String(cString: cmpi_header_vendor()), version: String(cString: cmpi_header_version()),
            library: text)
        if let problem { throw MPIError(kind: .library, message: problem) }
        return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }

    private static func values(of names: [String]) -> [String: String] {
        var values: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { values[name] = String(cString: value) }
        }
        return values
    }

    /// Starts MPI unless somebody else has; then it is theirs to end.
    private static func initialise() throws(MPIError) {
        var isInitialised: Int32 = 0
        var isFinalised: Int32 = 0
        try MPIError.check(cmpi_initialized(&isInitialised), "MPI_Initialized")
        try MPIError.check(cmpi_finalized(&isFinalised), "MPI_Finalized")
        guard isFinalised == 0 else {
            throw MPIError(kind: .lifetime, message: "MPI was finalised in this process and can't start again")
        }
        var level: Int32 = 0
        if isInitialised != 0 {
            try MPIError.check(cmpi_thread_level(&level), "MPI_Query_thread")
        } else {
            try MPIError.check(cmpi_init_serialized(&level), "MPI_Init_thread")
            atexit(finaliseAtExit)
        }
        guard level >= cmpi_thread_serialized() else {
            throw MPIError(
                kind: .threads,
                message: "this MPI offers thread level \(level), and MPI_THREAD_SERIALIZED "
                    + "(\(cmpi_thread_serialized())) is needed; use a build of it with thread support")
        }
    }
}

/// A launcher takes a process that exits without it for a failed one.
private func finaliseAtExit() {
    var isFinalised: Int32 = 0
    guard cmpi_finalized(&isFinalised) == cmpi_success(), isFinalised == 0 else { return }
    _ = cmpi_finalize()
}

extension MPIEnvironment: Sendable {}
