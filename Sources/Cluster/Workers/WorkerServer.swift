internal import CRemote
internal import SystemLibrary

/// What a worker does: it lets in who has the token, and runs for one program after the other what that asks for.
final class WorkerServer: Service {
    /// So many may be about to prove that they have the token, and so many have proved it.
    private static let mostStrangers = 64
    private static let mostSessions = 256
    /// A program that takes so much less than it is sent is gone.
    private static let mostPending = 1 << 24

    private let token: WorkerToken
    private let facts: WorkerFacts
    private let environment: [String: String]
    private let clear: () -> Void
    private let log: (String) -> Void
    private var listener: OpenFile?
    private var strangers: [Int32: Stranger] = [:]
    private var sessions: [Int32: WorkerSession] = [:]
    private var queue = ClaimQueue<UInt64>()
    private var left: LeftProcesses?
    private var lastSession: UInt64 = 0
    private var lastRefusal: UInt64?
    private var lastReaping: UInt64 = 0

    /// - Parameter clear: Removes the files that a program has left, when its processes have ended.
    init(
        _ listener: OpenFile, token: WorkerToken, facts: WorkerFacts, environment: [String: String],
        clear: @escaping () -> Void, log: @escaping (String) -> Void
    ) {
        self.listener = listener
        self.token = token
        self.facts = facts
        self.environment = environment
        self.clear = clear
        self.log = log
    }

    /// The processes that it has started.
    var children: [ChildProcess] { sessions.values.flatMap { $0.jobs.values.map(\.child) } + (left?.all ?? []) }
    var isOver: Bool { listener == nil && left == nil }

    var descriptors: [Int32] {
        [listener?.descriptor].compactMap(\.self) + strangers.keys + sessions.keys
    }
    var writers: [Int32] {
        strangers.values.filter(\.connection.wantsToWrite).map(\.connection.descriptor)
            + sessions.values.flatMap(\.writers)
    }

    /// Lets nobody in any more, and ends what runs.
    func stop() {
        listener = nil
        strangers = [:]
        for session in Array(sessions.values) { end(session) }
    }

    func serve(_ descriptor: Int32) {
        if descriptor == listener?.descriptor { return accept() }
        if let session = sessions[descriptor] { return serve(session) }
        guard let stranger = strangers[descriptor], let bytes = stranger.connection.file.readSome() else { return }
        guard !bytes.isEmpty else {
            strangers[descriptor] = nil
            return
        }
        greet(stranger, bytes)
    }

    func write(_ descriptor: Int32) {
        strangers[descriptor]?.connection.flush()
        for session in sessions.values where session.writers.contains(descriptor) { session.write(descriptor) }
    }

    func look(at now: UInt64) {
        for (descriptor, stranger) in strangers where now >= stranger.deadline || stranger.connection.isBroken {
            strangers[descriptor] = nil
        }
        for session in Array(sessions.values) {
            session.look()
            if session.connection.isBroken || session.connection.pending > Self.mostPending { end(session) }
        }
        if left == nil, now - lastReaping >= 1000 {
            lastReaping = now
            LeftProcesses.reap(besides: children)
        }
        if left?.areGone(at: now) == true {
            left = nil
            clear()
            if let next = queue.clear(), let session = sessions.values.first(where: { $0.id == next }) {
                grant(session)
            } else {
                log("free")
            }
        }
    }

    private func accept() {
        guard let listener else { return }
        let descriptor = SystemLibrary.accept(listener.descriptor, nil, nil)
        guard descriptor >= 0 else { return }
        let file = OpenFile(descriptor)
        guard let nonce = try? MessageCode.random(Handshake.nonceBytes) else { return }
        // One by chance makes room: who has the token proves it within a round trip, and gets through.
        if strangers.count >= Self.mostStrangers, let one = strangers.keys.randomElement() { strangers[one] = nil }
        renoir_prepare_connection(descriptor)
        strangers[descriptor] = Stranger(
            connection: SealedConnection(file), handshake: WorkerHandshake(token: token, nonce: nonce),
            deadline: ProcessLoop.milliseconds() + Stranger.patience)
    }

    private func greet(_ stranger: Stranger, _ bytes: [UInt8]) {
        var stranger = stranger
        let connection = stranger.connection
        let step = stranger.handshake.take(bytes)
        connection.send(plain: step.reply)
        strangers[connection.descriptor] = stranger
        if let problem = step.problem {
            strangers[connection.descriptor] = nil
            tell(of: problem)
        } else if let keys = step.keys {
            strangers[connection.descriptor] = nil
            guard sessions.count < Self.mostSessions else {
                return log("\(sessions.count) programs are connected; one more is refused")
            }
            lastSession += 1
            let session = WorkerSession(id: lastSession, connection)
            sessions[connection.descriptor] = session
            connection.begin(.worker, keys)
            connection.send(.facts(facts))
        }
    }

    /// At most once a minute: strangers are not to fill a log.
    private func tell(of problem: Handshake.Problem) {
        let now = ProcessLoop.milliseconds()
        guard lastRefusal.map({ now - $0 >= 60_000 }) ?? true else { return }
        lastRefusal = now
        switch problem {
        case .wrongToken: log("somebody has been refused, who has another token")
        case .otherVersion(let version): log("somebody has been refused, who speaks version \(version) of the protocol")
        case .isNoWorker, .isNotGenuine: log("somebody has been refused, who is no program of renoir's")
        }
    }

    private func serve(_ session: WorkerSession) {
        guard let bytes = session.connection.file.readSome() else { return }
        guard !bytes.isEmpty, let messages = try? session.connection.messages(in: bytes) else { return end(session) }
        for message in messages where !take(message, of: session) {
            return end(session)
        }
    }

    /// Returns whether it is what a program may say.
    private func take(_ message: WorkerMessage, of session: WorkerSession) -> Bool {
        switch message {
        case .ping: session.connection.send(.pong)
        case .askStatus: session.connection.send(.status(status))
        case .claim(let name):
            session.named(name)
            if queue.ask(session.id) {
                grant(session)
            } else {
                session.connection.send(.waiting(holder?.name ?? "a program that has just ended"))
                log("\(session.name) waits")
            }
        default:
            return queue.holder == session.id && session.take(message, environment: environment)
        }
        return true
    }

    private var holder: WorkerSession? { sessions.values.first { $0.id == queue.holder } }

    private var status: String {
        let waiting = queue.waiting.isEmpty ? "" : "; \(queue.waiting.count) more wait"
        guard let holder else { return (queue.isClearing ? "clears away what a program has left" : "free") + waiting }
        let seconds = holder.start.map { (ProcessLoop.milliseconds() - $0) / 1000 } ?? 0
        return "runs \(holder.name), for \(seconds) s\(waiting)"
    }

    private func grant(_ session: WorkerSession) {
        session.start = ProcessLoop.milliseconds()
        session.connection.send(.granted)
        log("runs \(session.name)")
    }

    private func end(_ session: WorkerSession) {
        sessions[session.connection.descriptor] = nil
        guard queue.leave(session.id) else { return }
        left = LeftProcesses(session.jobs.values.map(\.child), at: ProcessLoop.milliseconds())
    }
}
