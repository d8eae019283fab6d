internal import Threading

/// The process at the other end of a channel.
struct ChannelPartner {
    /// How long the agent is asked why a connection has ended. A process that has closed it, and lives, has said so before.
    private static let patienceMicroseconds = 2_000_000

    let process: ProcessID
    let runtime: ProcessRuntime

    init(_ process: ProcessID) throws(PeerError) {
        guard let runtime = ProcessRuntime.current else { throw .notStarted }
        guard process != runtime.id else { throw .toItself }
        guard process.rank < runtime.plan.hosts.count else { throw .noSuchProcess(process) }
        self.process = process
        self.runtime = runtime
    }

    /// Why nothing comes from it any more, as far as it's known now; nil as long as it isn't known to have ended.
    var knownEnd: PeerError? {
        switch runtime.connections.end(of: process) {
        case nil: nil
        case .some(nil): .noSuchProcess(process)
        case .some(.some(.exited)): .exited(process)
        case .some(.some(.died)): .died(process)
        }
    }

    /// Waits until it's known how it has ended, since its connection has ended without a word.
    func awaitEnd() -> PeerError {
        let parker = Parker()
        let listener = runtime.connections.addListener { parker.wake() }
        defer { runtime.connections.removeListener(listener) }
        if let end = knownEnd { return end }
        var left = Self.patienceMicroseconds
        while left > 0 {
            parker.park(microseconds: 100_000)
            if let end = knownEnd { return end }
            left -= 100_000
        }
        return .closed(process)
    }
}
