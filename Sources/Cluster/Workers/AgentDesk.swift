internal import CRemote
internal import SystemLibrary

/// Where programs turn to that are called in place of ssh: their commands run on workers.
final class AgentDesk: Service {
    private static let mostCalls = 16_384

    private let listener: OpenFile
    /// The path under which Open MPI calls them.
    private let agent: String
    /// By the name under which launchers know the host.
    private let links: [String: WorkerLink]
    private var calls: [Int32: AgentCall] = [:]
    /// The ports at which Open MPI's daemons have been told to connect back.
    private(set) var callbackPorts: Set<Int> = []

    /// - Parameter path: Where it listens, in a folder that nobody else may enter.
    init(path: String, agent: String, links: [String: WorkerLink]) throws(RemoteStartError) {
        listener = try LocalSocket.listening(at: path)
        self.agent = agent
        self.links = links
    }

    var descriptors: [Int32] { [listener.descriptor] + calls.values.filter(\.isHeard).map(\.descriptor) }
    var writers: [Int32] { calls.values.filter(\.wantsToWrite).map(\.descriptor) }

    func serve(_ descriptor: Int32) {
        guard descriptor != listener.descriptor else {
            guard let file = LocalSocket.accept(listener), calls.count < Self.mostCalls else { return }
            calls[file.descriptor] = AgentCall(file, agent: agent) { [unowned self] in link(for: $0) }
            return
        }
        calls[descriptor]?.hear()
        forget(descriptor)
    }

    func write(_ descriptor: Int32) {
        calls[descriptor]?.flush()
        forget(descriptor)
    }

    private func forget(_ descriptor: Int32) {
        if calls[descriptor]?.isOver == true { calls[descriptor] = nil }
    }

    private func link(for command: AgentCommand) -> WorkerLink? {
        callbackPorts.formUnion(command.callbackPorts)
        return links[command.host]
    }
}
