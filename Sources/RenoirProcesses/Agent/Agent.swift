internal import CProcesses
internal import Session
internal import SystemLibrary
internal import Transport

/// What a rank is in a job of processes: it starts them, passes on what they say, and hears how they end. It runs nothing of the
/// program itself.
///
/// One thread does all of it. The agent of rank 0 decides where processes start, and writes their output.
final class Agent {
    /// How long it sleeps at most, where other agents may have something to say, which wakes nobody.
    private static let longestNap = 1000
    /// Turns without news before it sleeps at all.
    private static let mostIdleTurns = 20

    let rank: Int
    let size: Int
    let loop = EventLoop()
    let options: AgentOptions
    let resources: Resources
    private let links: PeerLinks?
    private(set) var helper: HelperLink!
    var plan: JobPlan!
    private var relays: Relays?
    /// On rank 0.
    var coordinator: Coordinator?
    var reports: [HostReport?]
    let output = TerminalOutput()

    var processes: [ProcessID: AgentProcess] = [:]
    var systemIDs: [Int32: ProcessID] = [:]
    /// Ordered from the helper.
    var ordered: [UInt32: AgentProcess] = [:]
    var orders: UInt32 = 0
    var ends: [ProcessID: ProcessEnd] = [:]
    /// What this agent's processes have asked for.
    var spawns: [Asked: Spawn] = [:]
    /// Who of this agent's processes waits for the end of which other agent's.
    var questions: [UInt64: (process: ProcessID, id: UInt64)] = [:]
    var asked: UInt64 = 0
    /// What this agent's processes have written, and rank 0's agent hasn't.
    private(set) var exitCode: Int32?
    private var problem: JobError?

    /// What is needed to start a process.
    struct Spawn {
        var resources: Resources
        var function: String
        var environmentBytes: Int
        var payload: [UInt8]
    }

    init(rank: Int, size: Int, messages: MPIMessages?, helper: Int32, options: AgentOptions, resources: Resources) {
        self.rank = rank
        self.size = size
        self.options = options
        self.resources = resources
        links = messages.map { PeerLinks($0, rank: rank, size: size) }
        reports = Array(repeating: nil, count: size)
        self.helper = HelperLink(helper, on: loop) { [weak self] in self?.hear($0) }
    }

    /// Runs until the job is over.
    ///
    /// - Returns: The code with which the program ends.
    func run(_ report: HostReport) throws(JobError) -> Int32 {
        deliver(.host(report), to: 0)
        var idleTurns = 0
        while exitCode == nil, problem == nil {
            let isWriting = !output.isEmpty
            var isBusy = loop.turn(microseconds: nap(idleTurns, isWriting: isWriting))
            isBusy = try advanceLinks() || isBusy
            if isWriting { output.advance() }
            pauseOutputs()
            idleTurns = isBusy ? 0 : idleTurns + 1
        }
        if let problem { throw problem }
        while let links, !links.isIdle { _ = try advanceLinks() }
        output.finish(patienceMilliseconds: 2000)
        return exitCode ?? 0
    }

    /// The longer nothing has come, the longer it sleeps.
    private func nap(_ idleTurns: Int, isWriting: Bool) -> Int {
        if links == nil { return isWriting ? Self.longestNap : -1 }
        return idleTurns < Self.mostIdleTurns ? 0 : min(Self.longestNap, 5 + (idleTurns - Self.mostIdleTurns) * 2)
    }

    private func advanceLinks() throws(JobError) -> Bool {
        guard let links else { return false }
        do {
            return try links.advance { source, arrival in
                switch arrival {
                case .message(let message, let payload): receive(message, payload, from: source)
                case .data(let relayed, let bytes): relays?.take(bytes, for: relayed)
                }
            }
        } catch {
            throw JobError(.io, "agents can't reach each other: \(error)", rank: rank)
        }
    }

    func fail(_ error: JobError) { problem = problem ?? error }

    /// Sends a message to another agent, or does here what it says.
    func deliver(_ message: ControlMessage, _ payload: [UInt8] = [], to target: Int) {
        if target == rank { return receive(message, payload, from: rank) }
        links?.send(message, payload, to: target)
    }

    private func receive(_ message: ControlMessage, _ payload: [UInt8], from source: Int) {
        switch message {
        case .host(let report): note(report, of: source)
        case .plan(let plan): begin(plan)
        case .ask(let asked, let resources, let waits): decide(asked, resources, waits: waits)
        case .revoke(let asked): revoke(asked)
        case .granted(let asked, let process, let cores): use(asked, process, cores)
        case .refused(let asked, let error): refuse(asked, error)
        case .launch(let asked, let process, let resources, let cores, let function, let environmentBytes):
            launch(
                process, asked,
                Spawn(
                    resources: resources, function: function, environmentBytes: environmentBytes, payload: payload),
                cores: cores)
        case .launched(let asked, let process, _): answer(asked, .spawned(id: asked.id, process: process))
        case .notLaunched(let asked, let process, let reason): giveUp(asked, process, reason)
        case .over(let process, let end): note(process, end)
        case .report(let number, let source, let process): watch(process, .agent(source, number: number))
        case .reported(let number, let end): tell(number, end)
        case .signal(let signal, let process): processes[process]?.send(signal)
        case .output(let process, let isError):
            output.write(options.format.lines(payload, of: process, isError: isError), isError: isError)
        case .finish: exitCode = exitCode ?? 0
        case .open(let relayed, let process): relays?.open(relayed, to: process)
        case .credit(let relayed, let bytes): relays?.add(credit: bytes, to: relayed)
        case .close(let relayed, _): relays?.close(relayed)
        case .spawn, .cancel, .awaitEnd, .send, .welcome, .spawned, .notSpawned, .ended: break
        }
    }

    /// All ranks know where they are.
    private func begin(_ plan: JobPlan) {
        self.plan = plan
        guard size > 1 else { return }
        let relays = Relays(rank: rank, names: SocketNames(key: plan.key), on: loop)
        relays.send = { [weak self] message, peer in self?.deliver(message, to: peer) }
        relays.sendData = { [weak self] data, peer in self?.links?.send(data, to: peer) }
        guard relays.isOpen else {
            return fail(JobError(.resources, "there is no socket for channels: \(Self.lastError)", rank: rank))
        }
        self.relays = relays
    }

    /// What processes of this agent have opened is told to other agents before an end of theirs.
    func hearRelays() { relays?.hear() }

    func finish(_ code: Int32) {
        exitCode = code
        for peer in 0..<size where peer != rank { deliver(.finish, to: peer) }
    }

    private func pauseOutputs() {
        guard rank == 0 else { return }
        let isFull = output.isFull
        for process in processes.values { for pipe in process.outputs { pipe.isPaused = isFull } }
    }

    static var lastError: String { String(cString: strerror(errno)) }
}
