/// How a job tells how far it is; rank 0 does, on standard error.
public enum ProgressMode: String, Sendable, CaseIterable {
    /// A line on the terminal if standard error, or that of the launcher which passes it on, is one; else nothing.
    case auto
    /// A line that is written over and over again, wherever it goes.
    case line
    /// A plain line a minute, for files.
    case log
    /// Nothing.
    case off
}
