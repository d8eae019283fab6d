/// A program that has proved to a worker that it has the token.
final class WorkerSession {
    /// A program has one process on each worker, and a few one after the other.
    private static let mostJobs = 16
    /// What a program says of itself is cut here.
    private static let mostShown = 200

    let id: UInt64
    let connection: SealedConnection
    private(set) var jobs: [UInt32: WorkerJob] = [:]
    /// What the program says of itself.
    private(set) var name = ""
    /// When it got the worker.
    var start: UInt64?

    init(id: UInt64, _ connection: SealedConnection) {
        self.id = id
        self.connection = connection
    }

    var descriptors: [Int32] { [connection.descriptor] }
    var writers: [Int32] {
        (connection.wantsToWrite ? [connection.descriptor] : []) + jobs.values.compactMap(\.writer)
    }

    func named(_ text: String) { name = String(text.visible.prefix(Self.mostShown)) }

    /// Does what the program that has the worker asks for.
    ///
    /// - Returns: Whether it is what a program may ask for.
    func take(_ message: WorkerMessage, environment: [String: String]) -> Bool {
        switch message {
        case .start(let process, let script):
            guard jobs[process] == nil, jobs.count < Self.mostJobs else { return false }
            start(process, script, environment)
        case .input(let process, let bytes):
            // It may have ended.
            guard let job = jobs[process] else { break }
            guard let passed = try? job.take(bytes) else { return false }
            tell(process, passed)
        case .taken(let process, let count): jobs[process]?.note(taken: Int(count))
        case .stop(let process):
            if let job = jobs[process] { job.child.send(all: 15) }
        default: return false
        }
        return true
    }

    func write(_ descriptor: Int32) {
        if descriptor == connection.descriptor { return connection.flush() }
        guard let job = jobs.values.first(where: { $0.writer == descriptor }) else { return }
        tell(job.id, job.write())
    }

    /// Tells of processes that have ended.
    func look() {
        for (process, job) in jobs {
            guard let outcome = job.child.outcome else { continue }
            connection.send(.ended(process: process, code: UInt8(truncatingIfNeeded: outcome.status.exitCode)))
            jobs[process] = nil
        }
    }

    private func start(_ process: UInt32, _ script: String, _ environment: [String: String]) {
        let connection = connection
        do {
            jobs[process] = try WorkerJob(id: process, script: script, environment: environment) {
                connection.send($0)
            }
        } catch {
            connection.send(.errors(process: process, Array("\(error)\n".utf8)))
            connection.send(.ended(process: process, code: 126))
        }
    }

    private func tell(_ process: UInt32, _ passed: Int) {
        if passed > 0 { connection.send(.taken(process: process, count: UInt32(passed))) }
    }
}
