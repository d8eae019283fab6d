/// Why nothing could be sent or received.
public enum PeerError: Error, Hashable, Sendable {
    /// The other process has exited, and all that it sent has been received.
    case exited(ProcessID)
    /// The other process has died.
    case died(ProcessID)
    /// The other process has given up its end of the channel.
    case closed(ProcessID)
    /// A channel leads from one process to another one.
    case toItself
    /// There is another end of the same kind to this process; it has to be given up first.
    case duplicate(ProcessID)
    /// The two ends have different types.
    case typeMismatch(sent: String, received: String)
    /// There is no such process.
    case noSuchProcess(ProcessID)
    /// `Processes.start` has not been called.
    case notStarted
    /// The value can't travel, or what came is none; this says why.
    case unreadable(String)
    /// The system has refused; this is its reason.
    case system(String)
}

extension PeerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exited(let process): "process \(process) has exited"
        case .died(let process): "process \(process) has died"
        case .closed(let process): "process \(process) has closed its end of the channel"
        case .toItself: "a channel leads to another process, not to the same one"
        case .duplicate(let process): "there is such a channel with process \(process) already"
        case .typeMismatch(let sent, let received): "values of \(sent) are sent and \(received) is to be received"
        case .noSuchProcess(let process): "there is no process \(process)"
        case .notStarted: "Processes.start has not been called; it comes first in main"
        case .unreadable(let reason): reason
        case .system(let reason): "the channel can't be used: \(reason)"
        }
    }
}
