internal import SystemLibrary

/// Stays with `mpirun` to its end: output, signals and the clock.
struct Attendance {
    /// What `mpirun` ends with where it loses a host itself.
    static let lostHost: Int32 = 205

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
        loop.onSignal = { signal in
            if let answer = policy.answer(to: signal, at: ProcessLoop.milliseconds()) { mpirun.send(answer) }
        }
        mpirun.onErrors = { OpenFile.writeAll(filter.passing($0), to: STDERR_FILENO) }
        while true {
            loop.turn([mpirun])
            if let outcome = mpirun.outcome {
                OpenFile.writeAll(filter.rest(), to: STDERR_FILENO)
                return policy.firstSignal.map { 128 + $0 } ?? loss.exitCode(outcome.status.exitCode)
            }
            let now = ProcessLoop.milliseconds()
            if policy.isOverdue(at: now) { mpirun.send(SIGKILL) }
            if !loss.isKnown, let trouble = trouble() {
                loss.note(at: now)
                OpenFile.writeAll(Array("renoir: \(trouble)\n".utf8), to: STDERR_FILENO)
            }
            if let signal = loss.signal(at: now) { mpirun.send(signal) }
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
