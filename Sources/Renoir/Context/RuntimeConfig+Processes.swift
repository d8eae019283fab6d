internal import Cluster
internal import Session
internal import SystemLibrary

extension RuntimeConfig {
    /// Puts `mpirun` in the place of this process, to start `processes` ranks of this program on this host.
    ///
    /// Signals then reach `mpirun` itself, and its exit code is the program's.
    ///
    /// - Throws: Why it can't.
    static func becomeLauncher(of processes: Int) throws(JobError) {
        guard let mpirun = ProgramFile.find("mpirun", in: ProcessEnvironment.searchPath()) else {
            throw JobError(
                .configuration,
                "--processes needs mpirun, which is in no folder of PATH; install Open MPI (apt install openmpi-bin), or "
                    + "load its module, or run in this process with --local \(processes)")
        }
        guard let program = ProgramFile.ofThisProcess() else {
            throw JobError(.configuration, "the program's own file isn't known; start it with mpirun -np \(processes)")
        }
        guard ownArguments().allSatisfy({ LocalLaunch.passesOn($0) }) else {
            throw JobError(
                .usage, "mpirun can't pass on the argument ':'; run in this process with --local \(processes)")
        }
        do {
            try TemporaryFolder(variable: { ProcessEnvironment.value(of: $0) }).tryToWrite()
        } catch {
            throw JobError(error.isFull ? .resources : .io, error.message)
        }
        let launch = LocalLaunch(mpirun: mpirun, processes: processes, isRoot: geteuid() == 0)
        for (name, value) in launch.settings { setenv(name, value, 0) }
        for (name, value) in launch.requirements { setenv(name, value, 1) }
        // The program's arguments go on as the bytes that they are.
        let own = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).dropFirst()
        execv(
            mpirun,
            (launch.command.map { strdup($0) } + [program.withUnsafeBufferPointer { strdup($0.baseAddress!) }])
                + Array(own) + [nil])
        throw JobError(.configuration, "\(mpirun) can't be started: \(String(cString: strerror(errno)))")
    }
}
