/// How a process has ended, as `waitpid` tells it.
enum ExitStatus: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)

    /// - Parameter status: The word of `waitpid` for a process that has ended.
    init(waitStatus status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal)
    }

    /// The exit code that stands for it in a shell.
    var exitCode: Int32 {
        switch self {
        case .code(let code): code
        case .signal(let signal): 128 + signal
        }
    }
}
