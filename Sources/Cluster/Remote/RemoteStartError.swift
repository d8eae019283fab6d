/// Why the ranks could not be started on other hosts.
package struct RemoteStartError: Error, Hashable {
    /// What is to blame.
    package enum Cause: Hashable, Sendable {
        /// The cluster's description, or what is installed on a host.
        case configuration
        /// The way to a host.
        case network
        /// Processes or files of this machine.
        case system
        /// The signal of this number.
        case signal(Int32)
    }

    package var cause: Cause
    /// What happened and what to do; one line for each host that is concerned.
    package var message: String

    init(_ cause: Cause, _ message: String) {
        self.cause = cause
        self.message = message
    }
}

extension RemoteStartError: CustomStringConvertible {
    package var description: String { message }
}

extension RemoteStartError: Sendable {}
