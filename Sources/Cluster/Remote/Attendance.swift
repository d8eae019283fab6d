internal import SystemLibrary

/// Stays with `mpirun` to its end: output, signals and the clock.
struct Attendance {
    /// What `mpirun` ends with where it loses a host itself.
    static let lostHost: Int32 = 205

    /// What stands for a rank that was killed, where `mpirun` had to be killed too.
    private static let lostRank: Int32 = 137
    /// What `mpirun` says when it ends a job because one of its ranks has ended. Sometimes it waits for ever after that.
    private static let abortion = "the job has been aborted"

    var callbacks: CallbackWatch
    /// The ports of which the launcher has told hosts to connect there, where that becomes known late.
    var callbackPorts: (() -> Set<Int>)?
    /// What has happened to a host that the launcher may know nothing of; nil while all is well.
    var trouble: () -> String? = { nil }

    /// - Returns: The exit code: `mpirun`'s, or 128 and the number of the signal that ended this process's wait.
    mutating func attend(_ mpirun: ChildProcess, _ loop: ProcessLoop) throws(RemoteStartError) -> Int32 {
        var policy = StopPolicy()
        var filter = NoiseFilter()
        var loss = LossPolicy()
        var abortion = LossPolicy()
        var tail = ""
        loop.onSignal = { signal in
            if let answer = policy.answer(to: signal, at: ProcessLoop.milliseconds()) { mpirun.send(answer) }
        }
        mpirun.onErrors = { bytes in
            OpenFile.writeAll(filter.passing(bytes), to: STDERR_FILENO)
            guard !abortion.isKnown else { return }
            tail = String(tail.suffix(Self.abortion.count)) + String(decoding: bytes, as: UTF8.self)
            if tail.contains(Self.abortion) { abortion.note(at: ProcessLoop.milliseconds()) }
        }
        while true {
            loop.turn([mpirun])
            if let outcome = mpirun.outcome {
                OpenFile.writeAll(filter.rest(), to: STDERR_FILENO)
                let code = abortion.hasActed ? Self.lostRank : outcome.status.exitCode
                return policy.firstSignal.map { 128 + $0 } ?? loss.exitCode(code)
            }
            let now = ProcessLoop.milliseconds()
            if policy.isOverdue(at: now) { mpirun.send(SIGKILL) }
            if !loss.isKnown, let trouble = trouble() {
                loss.note(at: now)
                OpenFile.writeAll(Array("renoir: \(trouble)\n".utf8), to: STDERR_FILENO)
            }
            if let signal = loss.signal(at: now) ?? abortion.signal(at: now) { mpirun.send(signal) }
            if let ports = callbackPorts?() { callbacks.ports = ports.map { $0...$0 } }
            let isTooLong = callbacks.isTooLong(at: now) {
                mpirun.childNames
            } tables: {
                ["tcp", "tcp6"].map { OpenFile.contents(of: "/proc/\(mpirun.pid)/net/\($0)") }
            }
            if isTooLong {
                mpirun.end(overdue: true)
                throw RemoteStartError(.network, callbacks.message)
            }
        }
    }
}
