internal import CRemote
internal import SystemLibrary

/// A program's connection to one worker.
///
/// It begins at once, and is over when there is a ``problem``: nothing waits longer than its time.
final class WorkerLink: Service {
    /// Milliseconds until the worker has said who it is, between questions whether it is there, and for an answer.
    static let startPatience: UInt64 = 5000
    private static let pingInterval: UInt64 = 2000
    private static let pongPatience: UInt64 = 10_000

    /// How far the program is with claiming it.
    enum Claim: Hashable {
        case none, asked
        case waiting(String)
        case granted
    }

    let address: WorkerAddress
    private var deadline: UInt64
    private var connection: SealedConnection?
    private var isDialing = true
    /// Which of the host's addresses is tried.
    private var place = 0
    private var handshake: ProgramHandshake
    private var hasKeys = false
    /// What the worker has said of itself; nil until both sides have proved that they have the token.
    private(set) var facts: WorkerFacts?
    private(set) var claim = Claim.none
    private(set) var status: String?
    /// Why it can't be used.
    private(set) var problem: HostProblem?
    /// Takes what the worker says about a process; `.ended` is the last.
    var listeners: [UInt32: (WorkerMessage) -> Void] = [:]
    private var lastProcess: UInt32 = 0
    private var lastPing: UInt64 = 0
    private var unanswered: UInt64?

    init(_ address: WorkerAddress, token: WorkerToken) throws(RemoteStartError) {
        self.address = address
        deadline = ProcessLoop.milliseconds() + Self.startPatience
        handshake = ProgramHandshake(token: token, nonce: try MessageCode.random(Handshake.nonceBytes))
        dial("it has no address")
    }

    /// Its time begins: before, the names of others are looked up.
    func begin(at now: UInt64) { deadline = now + Self.startPatience }

    /// Whether it is known what the worker is, or that it isn't to be reached.
    var isSettled: Bool { facts != nil || problem != nil }

    var descriptors: [Int32] { connection.map { isDialing ? [] : [$0.descriptor] } ?? [] }
    var writers: [Int32] {
        connection.map { isDialing || $0.wantsToWrite ? [$0.descriptor] : [] } ?? []
    }

    func send(_ message: WorkerMessage) {
        guard facts != nil else { return }
        if case .claim = message { claim = .asked }
        connection?.send(message)
    }

    /// A number for a process of the worker's.
    func newProcess() -> UInt32 {
        lastProcess += 1
        return lastProcess
    }

    func write(_ descriptor: Int32) {
        guard let connection, connection.descriptor == descriptor else { return }
        guard isDialing else { return connection.flush() }
        let code = renoir_connection_problem(descriptor)
        guard code == 0 else { return dial(String(cString: strerror(code))) }
        isDialing = false
        connection.send(plain: handshake.greeting)
    }

    func serve(_ descriptor: Int32) {
        guard let connection, connection.descriptor == descriptor, let bytes = connection.file.readSome() else {
            return
        }
        guard !bytes.isEmpty else { return end() }
        do {
            if !hasKeys {
                if try isGreeted(by: bytes, connection) { try take(connection.messages()) }
            } else {
                try take(connection.messages(in: bytes))
            }
        } catch let problem as Handshake.Problem {
            fail(Self.message(problem), isOfNetwork: problem == .isNoWorker)
        } catch {
            fail("what comes from it is not what a worker has sent; it is not to be trusted", isOfNetwork: false)
        }
    }

    func look(at now: UInt64) {
        guard problem == nil, let connection else { return }
        if connection.isBroken { return end() }
        guard facts != nil else {
            if now >= deadline { fail("no answer within \(Self.startPatience / 1000) s", isOfNetwork: true) }
            return
        }
        if let unanswered {
            if now - unanswered >= Self.pongPatience {
                fail("it has not answered for \(Self.pongPatience / 1000) s", isOfNetwork: true)
            }
        } else if now - lastPing >= Self.pingInterval {
            connection.send(.ping)
            lastPing = now
            unanswered = now
        }
    }

    /// Whether both sides have proved that they have the token.
    private func isGreeted(by bytes: [UInt8], _ connection: SealedConnection) throws -> Bool {
        let step = try handshake.take(bytes)
        connection.send(plain: step.reply)
        guard let keys = step.keys else { return false }
        hasKeys = true
        connection.begin(.program, keys, received: step.rest)
        return true
    }

    private func take(_ messages: [WorkerMessage]) {
        for message in messages { take(message) }
    }

    private func take(_ message: WorkerMessage) {
        switch message {
        case .facts(let facts): self.facts = facts
        case .granted: claim = .granted
        case .waiting(let text): claim = .waiting(text)
        case .status(let text): status = text
        case .pong: unanswered = nil
        case .output(let process, _), .errors(let process, _), .taken(let process, _): listeners[process]?(message)
        case .ended(let process, _): listeners.removeValue(forKey: process)?(message)
        case .claim, .start, .input, .stop, .askStatus, .ping: break
        }
    }

    /// Tries the next address of the host, for which the last one has failed with `reason`.
    private func dial(_ reason: String) {
        var reason = reason
        var descriptor: Int32
        repeat {
            var problem: UnsafePointer<CChar>?
            descriptor = renoir_dial(address.host, "\(address.port)", Int32(place), &problem)
            place += 1
            if let problem { reason = String(cString: problem) }
        } while descriptor == -1
        guard descriptor >= 0 else { return fail(reason, isOfNetwork: true) }
        connection = SealedConnection(OpenFile(descriptor))
    }

    private func end() {
        let message: String
        if facts != nil {
            message = "the connection to it has ended: has it been stopped?"
        } else if isDialing {
            message = "the connection has ended"
        } else {
            message = "it has ended the connection without a word: does a renoir-worker listen there?"
        }
        fail(message, isOfNetwork: true)
    }

    private func fail(_ message: String, isOfNetwork: Bool) {
        guard problem == nil else { return }
        problem = HostProblem(message: message, isOfNetwork: isOfNetwork)
        connection = nil
        let waiting = listeners
        listeners = [:]
        for (process, listener) in waiting {
            listener(.errors(process: process, Array("renoir: \(address): \(message)\n".utf8)))
            listener(.ended(process: process, code: UInt8(SSHFailure.exitCode)))
        }
    }

    private static func message(_ problem: Handshake.Problem) -> String {
        switch problem {
        case .isNoWorker: "what listens there is no renoir-worker"
        case .otherVersion(let version):
            "the worker speaks version \(version) of the protocol, and this program version \(Handshake.version); build "
                + "both of the same version of renoir"
        case .wrongToken: "it has another token"
        case .isNotGenuine: "it could not prove that it has the token; it is not the worker that was meant"
        }
    }
}
