/// How a process has ended.
public enum ProcessEnd: Hashable, Sendable, Codable {
    /// By itself, with this code; 0 is success.
    case exited(Int32)
    /// By this signal: it has crashed, or somebody has ended it.
    case died(signal: Int32)

    init(waitStatus status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited(status >> 8 & 0xFF) : .died(signal: signal)
    }

    public var isSuccess: Bool { self == .exited(0) }

    /// The code that stands for it in a shell.
    public var exitCode: Int32 {
        switch self {
        case .exited(let code): code
        case .died(let signal): 128 + signal
        }
    }
}

extension ProcessEnd: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exited(let code): "exited with \(code)"
        case .died(let signal): "died by signal \(signal)"
        }
    }
}
