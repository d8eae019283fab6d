/// A process to start, and what it gets.
struct Command {
    /// Where its input comes from.
    enum Input {
        case nothing
        /// What this process has, unless that is a terminal: a process in a session of its own can't read from it.
        case own
        /// A short text, which a pipe can hold.
        case text(String)
        /// The file at a path.
        case file(String)
        /// What is written to ``ChildProcess/input`` as time goes on.
        case pipe
    }

    /// The absolute path of the program, which is told its last part as its name: `mpirun` takes a whole path for the
    /// place of Open MPI on all hosts.
    var path: String
    /// Its arguments, without its name.
    var arguments: [String] = []
    var environment: [String: String] = [:]
    var input = Input.nothing
    /// Whether it writes to the standard output of this process itself, instead of into a pipe.
    var sharesOutput = false
}

/// What is left of a process that has ended.
struct Outcome {
    var status: ExitStatus
    var output: [UInt8] = []
    var errors: [UInt8] = []
    /// Whether it was ended because its time was over.
    var isOverdue = false

    var succeeded: Bool { status == .code(0) && !isOverdue }
}
