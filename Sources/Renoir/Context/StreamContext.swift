internal import Cluster
package import Dataflow
internal import Session
internal import Threading

/// A job that is being written, and then run: all streams start here.
///
/// Every rank of a job makes the same contexts with the same pipelines. A context runs once; several may run one after
/// another.
///
/// ```swift
/// let context = StreamContext.local()
/// let sum = context.parallelStream(1...100).fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collect()
/// try context.execute()
/// print(sum.value?.first ?? 0)  // 5050
/// ```
public final class StreamContext {
    /// How it runs.
    public let config: RuntimeConfig
    package let graph = Graph()
    private var isExecuted = false
    /// What has to hear that no job of this context runs any more, or ever will.
    private var closings: [() -> Void] = []
    /// How files may be compressed.
    var compressions: [Compression] = []
    /// What its sinks write on this rank, and what is done with that when the job has succeeded.
    let outputs = OutputRegistry()
    var fileCommits: [FileCommit] = []

    /// Starts a pipeline that is empty.
    ///
    /// Collective: the first context of a program starts MPI, if there are other ranks. If that fails, `execute()`
    /// says so.
    public init(_ config: RuntimeConfig) {
        self.config = config
        _ = try? config.ranks.connect()
    }

    deinit { close() }

    /// A context that runs in this process, on all cores that it may use.
    ///
    /// ```swift
    /// let context = StreamContext.local()
    /// ```
    public static func local() -> StreamContext { StreamContext(.local()) }

    /// The place of this process among `size` ranks, from 0.
    public var rank: Int { config.rank }
    /// How many processes run the job.
    public var size: Int { config.size }

    package func add<Element>(_ node: Node) -> DataStream<Element> {
        DataStream(context: self, port: Port(graph.add(node)))
    }

    /// Has `closing` called when the job has ended, however it did, or can't run any more; perhaps more than once.
    func whenOver(_ closing: @escaping () -> Void) { closings.append(closing) }

    private func close() { for closing in closings { closing() } }

    /// Runs the job to its end.
    ///
    /// Collective: all ranks call it, with the same pipeline; it returns when all of them have finished.
    ///
    /// - Returns: What the job did, over all ranks.
    /// - Throws: `JobError` if the job can't start or fails. With a configuration that ends the program on failure, as
    ///   ``RuntimeConfig/fromArguments(_:usage:own:)`` gives it, nothing is thrown: one rank prints the message, and all exit
    ///   with the code of the error. So does, with any configuration, a failure that can't be agreed on because ranks don't
    ///   answer.
    ///   A context is refused while a job runs on the same ranks, as in a closure of one; those of ``RuntimeConfig/local(_:)``
    ///   may run side by side.
    @discardableResult
    public func execute() throws(JobError) -> JobSummary {
        try config.ranks.withJob { () throws(JobError) in try executeAlone() }
    }

    /// Runs the job to its end, on a thread of its own: the task waits, and its thread does something else.
    ///
    /// ```swift
    /// let summary = try await context.execute()
    /// ```
    ///
    /// Collective, and with the same errors, as ``execute()-(JobError)``. Nobody else uses the context meanwhile.
    @discardableResult
    public func execute() async throws(JobError) -> JobSummary {
        nonisolated(unsafe) let context = self
        let outcome: Result<JobSummary, JobError> = await withCheckedContinuation { continuation in
            do throws(ThreadError) {
                _ = try EngineThread {
                    let outcome: Result<JobSummary, JobError>
                    do throws(JobError) { outcome = .success(try context.execute()) } catch {
                        outcome = .failure(error)
                    }
                    continuation.resume(returning: outcome)
                }
            } catch {
                continuation.resume(
                    returning: .failure(JobError(.resources, "the system gives no thread to the job: \(error.message)"))
                )
            }
        }
        return try outcome.get()
    }

    private func executeAlone() throws(JobError) -> JobSummary {
        defer { close() }
        guard config.exitsOnFailure else { return try run(try config.ranks.connect()) }
        let session: RankSession
        do {
            session = try config.ranks.connect()
        } catch {
            config.exit("renoir: \(error)", code: error.code)
        }
        do {
            return try run(session)
        } catch {
            // One rank has printed why.
            outputs.removeAll()
            FailureReport.exit(error.code)
        }
    }

    /// What keeps this rank from running the job, whatever its pipeline: the others have to hear of it.
    private func check() -> JobError? {
        guard !isExecuted else { return JobError(.graph, "a context runs once; make another one for another job") }
        isExecuted = true
        do {
            try config.check()
            // Where all ranks see the same folder, one sees enough.
            if config.rank == 0 { for commit in fileCommits { try commit.check() } }
        } catch {
            return error
        }
        return nil
    }

    private func run(_ session: RankSession) throws(JobError) -> JobSummary {
        var options = JobOptions(
            threads: config.threads, batchBytes: config.batchBytes, exchangeBytes: config.exchangeBytes,
            stateBytes: config.stateBytes, mostOverdrafts: config.mostOverdrafts, seed: config.hashSeed,
            epoch: EpochOptions(silenceTimeout: Int(config.silenceTimeout.components.seconds)))
        options.memoryBytes = config.memoryBytes
        if !config.isQuiet { options.onNotice = { FailureReport.note($0) } }
        if config.exitsOnFailure { options.epoch.onFailure = { FailureReport.print($0) } }
        let endsProgram = !config.ranks.areGiven
        options.epoch.onAbort = { endsProgram ? FailureReport.print($0) : FailureReport.note("\($0)") }
        if let introduction = config.introduction {
            options.seat = introduction.seat.text
            if session.epochCount == 0, config.rank == 0, !config.isQuiet {
                options.onStart = { introduction.show($0) }
            }
        }
        let style = config.isQuiet ? nil : config.progress.style(isWatched: Terminal.isWatched())
        let progress = style.map { Progress($0, rank: config.rank) }
        if config.rank == 0, let progress { options.onProgress = { progress.show($0) } }
        options.epoch.endsOnSignals = config.exitsOnFailure
        options.epoch.sharesMemory = config.sharesMemory
        defer { progress?.end() }
        // What has got its name by then stays.
        defer { outputs.removeAll() }
        let job = Job(graph: graph, session: session, options: options, problem: check())
        return try ProgramEnd.withJob { () throws(JobError) in
            let summary = try job.run()
            if !fileCommits.isEmpty { try nameFiles(session, options) }
            return summary
        }
    }
}
