/// Which simulated rank ended the job, and with which exit code.
public struct SimulatedAbort: Sendable, Hashable {
    public var rank: Int
    public var exitCode: Int32

    public init(rank: Int, exitCode: Int32) {
        self.rank = rank
        self.exitCode = exitCode
    }
}

extension SimulatedAbort {
    var error: TransportError { TransportError(message: "rank \(rank) ended the job with exit code \(exitCode)") }
}
