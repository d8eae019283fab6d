internal import Cluster

/// What has to start a program's ranks on other hosts.
enum HostStart: Hashable, Sendable {
    case remote(RemoteStart)
    case distributed(DistributedStart)

    /// The hosts, for messages.
    var hosts: String {
        switch self {
        case .remote(let start): "the hosts in \(start.file)"
        case .distributed: "the workers that \(DistributedStart.variable) names"
        }
    }

    /// Runs the program with `arguments` to its end, and returns its exit code.
    func run(arguments: [String]) throws(RemoteStartError) -> Int32 {
        switch self {
        case .remote(let start): try start.run(arguments: arguments)
        case .distributed(let start): try start.run(arguments: arguments)
        }
    }
}
