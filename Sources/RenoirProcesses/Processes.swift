internal import CProcesses
internal import Cluster
public import Renoir
internal import Session
internal import SystemLibrary
internal import Transport

/// A program that starts more of itself, on the hosts of its job.
///
/// ```swift
/// @main struct Workers {
///     static func main() throws {
///         Processes.start()
///         let worker = try Processes.spawn(Greet(name: "world"))
///         print(try Receiver<String>(from: worker).receive())
///     }
/// }
/// ```
///
/// The program starts as streams do: alone, with `--processes`, under `mpirun` or `srun`, or with `--remote`. Each rank becomes an agent, which
/// starts processes and does nothing else; what comes behind `start` in `main` is the first process.
public enum Processes {
    /// Makes this program one of processes, and returns in the first of them.
    ///
    /// ```swift
    /// let arguments = Processes.start(resources: Resources(memory: 64 << 20))
    /// ```
    ///
    /// Call it first in `main`: what is done before happens in each agent and again in the first process, and, if it has started
    /// threads, in each process. It doesn't return in agents and in processes that were spawned.
    ///
    /// Takes the options of ``Renoir/RuntimeConfig/fromArguments(usage:own:)``, and these:
    ///
    /// | option | meaning |
    /// |---|---|
    /// | `--capacity FILE` | what each rank's host has, a line for each rank: `2 GiB, 2` |
    /// | `--json` | output and ends of processes as JSON, an object a line |
    /// | `--events` | tells of all processes that they start and end, on standard error |
    ///
    /// The program ends when all processes have ended: with the code of the first process if that has failed, else with that of the
    /// first one that has, else with 0. A signal *n* counts as 128 + *n*.
    ///
    /// - Parameters:
    ///   - resources: What the first process needs of the first rank's host.
    ///   - usage: The program's own arguments, for `--help`.
    ///   - own: Options that are left to the program although they look like some of the engine's.
    /// - Returns: The arguments that are the program's own.
    @discardableResult
    public static func start(
        resources: Resources = Resources(), usage: String = RuntimeConfig.defaultUsage, own: OwnOptions = []
    ) -> [String] {
        if let arguments = goOn() { return arguments }
        let (config, arguments) = RuntimeConfig.fromArguments(usage: usage, own: own)
        return start(config, arguments: arguments, resources: resources)
    }

    /// The same, with a configuration that the program has made, and arguments that are left of the command line.
    ///
    /// Streams of the first process, and of those that are spawned, run in it alone: with `RuntimeConfig.local()`.
    @discardableResult
    public static func start(
        _ config: RuntimeConfig, arguments: [String] = [], resources: Resources = Resources()
    ) -> [String] {
        if let arguments = goOn() { return arguments }
        var options = AgentOptions()
        do { _ = try options.take(from: arguments) } catch { config.exit("renoir: \(error)", code: error.code) }
        guard ProcessRuntime.current == nil else {
            config.exit("renoir: Processes.start is called once", code: .graph)
        }
        var (helper, link) = (pid_t(0), Int32(-1))
        let program = ProgramFile.ofThisProcess() ?? Array("/proc/self/exe".utf8CString)
        // A copy of a process has one thread only.
        let executes = renoir_thread_count() != 1
        let code = renoir_fork_helper(
            executes, program, CommandLine.unsafeArgv, { birth in Processes.begin(birth!.pointee) }, &helper, &link)
        guard code == 0 else {
            config.exit(
                "renoir: processes can't be started here: \(String(cString: strerror(code)))", code: .resources)
        }
        serve(config, options, resources, link)
    }

    /// Goes on in a process that was started anew; nil in any other.
    private static func goOn() -> [String]? {
        var birth = renoir_birth()
        guard renoir_read_birth(&birth) else { return nil }
        var options = AgentOptions()
        let own = (try? options.take(from: RuntimeConfig.programArguments())) ?? []
        begin(birth)
        return own
    }

    /// Returns in the first process only.
    private static func begin(_ birth: renoir_birth) {
        RuntimeConfig.keepToThisProcess()
        let (function, argument) = ProcessRuntime.begin(birth)
        if !function.isEmpty { SpawnedFunction.run(function, argument) }
    }

    /// Is the agent of a rank until the job is over.
    private static func serve(
        _ config: RuntimeConfig, _ options: AgentOptions, _ resources: Resources, _ link: Int32
    ) -> Never {
        signal(SIGPIPE, SIG_IGN)
        renoir_raise_descriptors()
        renoir_be_punctual()
        // What is registered first runs last, after the end of MPI.
        atexit { Farewell.wait() }
        do throws(JobError) {
            var messages: MPIMessages?
            if config.size > 1 {
                let session = try config.connect()
                guard let network = session.network as? MPINetwork else {
                    throw JobError(.configuration, "agents are processes of a launcher")
                }
                do {
                    messages = try network.openMessages()
                } catch {
                    throw JobError(.configuration, "agents can't reach each other: \(error)")
                }
            }
            let agent = Agent(
                rank: config.rank, size: config.size, messages: messages, helper: link, options: options,
                resources: resources)
            let code = try agent.run(.ofThisHost())
            Farewell.isLast = code != 0 && config.size > 1
            exit(code)
        } catch {
            StandardError.write("renoir: \(error)\n")
            if config.size > 1, let session = try? config.connect() {
                session.network.abort(exitCode: error.code.exitCode)
            }
            exit(error.code.exitCode)
        }
    }

    /// This process.
    ///
    /// - Precondition: ``start(resources:usage:own:)`` has been called.
    public static var id: ProcessID { runtime.id }

    /// The process that has spawned this one; nil in the first one.
    public static var parent: ProcessID? { runtime.parent }

    /// What this process may use.
    public static var resources: Resources { runtime.resources }

    private static var runtime: ProcessRuntime {
        guard let runtime = ProcessRuntime.current else {
            preconditionFailure("Processes.start has not been called; it comes first in main")
        }
        return runtime
    }
}

/// A launcher ends all ranks when one ends with a failure, and takes seconds for it: the one that says how the job has ended lets the
/// others end first.
private enum Farewell {
    static nonisolated(unsafe) var isLast = false

    static func wait() { if isLast { usleep(100_000) } }
}
