internal import SystemLibrary

/// One program that has been called in place of ssh: what its command gets and says goes through it.
final class AgentCall {
    /// A piece of what the agent says is not longer than this: the command of Open MPI's daemon, or of ours.
    private static let mostBytes = 1 << 17

    private let file: OpenFile
    private let agent: String
    private let link: (AgentCommand) -> WorkerLink?
    private var incoming = ByteQueue()
    private var outgoing = ByteQueue()
    private var worker: WorkerLink?
    private var process: UInt32 = 0
    private var isDaemon = false
    /// Bytes of input that may be sent before some have been passed on.
    private var window = WorkerMessage.window
    /// Bytes that the agent has not taken, of those that the worker waits for to be taken.
    private var untaken = 0
    private var hasEnded = false
    private(set) var isOver = false

    init(_ file: OpenFile, agent: String, link: @escaping (AgentCommand) -> WorkerLink?) {
        self.file = file
        self.agent = agent
        self.link = link
    }

    var descriptor: Int32 { file.descriptor }
    var isHeard: Bool { window > 0 }
    var wantsToWrite: Bool { !outgoing.isEmpty }

    func hear() {
        guard let bytes = file.readSome() else { return }
        guard !bytes.isEmpty else { return leave() }
        incoming.append(bytes)
        while let piece = nextPiece() { take(piece.kind, piece.bytes) }
    }

    func flush() {
        var count = 0
        repeat {
            count = outgoing.contents.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        guard count > 0 else {
            if errno != EAGAIN, errno != EWOULDBLOCK { leave() }
            return
        }
        outgoing.removeFirst(count)
        guard outgoing.isEmpty else { return }
        if hasEnded { isOver = true }
        if untaken > 0 { worker?.send(.taken(process: process, count: UInt32(untaken))) }
        untaken = 0
    }

    /// The agent is gone, and so is whoever has called it.
    private func leave() {
        if !hasEnded { worker?.send(.stop(process: process)) }
        worker?.listeners[process] = nil
        isOver = true
    }

    private func nextPiece() -> (kind: UInt8, bytes: [UInt8])? {
        let header = Array(incoming.contents.prefix(5))
        guard !isOver, header.count == 5 else { return nil }
        let count = Int(UInt32(bigEndianBytes: header.dropFirst()))
        guard count <= Self.mostBytes else {
            leave()
            return nil
        }
        guard incoming.count >= 5 + count, let piece = incoming.take(5 + count) else { return nil }
        return (piece[0], Array(piece.dropFirst(5)))
    }

    private func take(_ kind: UInt8, _ bytes: [UInt8]) {
        switch (kind, worker) {
        case (UInt8(ascii: "c"), nil):
            guard let command = AgentCommand(String(decoding: bytes, as: UTF8.self), agent: agent),
                let worker = link(command), worker.problem == nil
            else {
                say(UInt8(ascii: "e"), Array("renoir: there is no such worker any more\n".utf8))
                return end(UInt8(SSHFailure.exitCode))
            }
            self.worker = worker
            isDaemon = command.isDaemon
            process = worker.newProcess()
            worker.listeners[process] = { [weak self] in self?.pass($0) }
            worker.send(.start(process: process, script: command.script))
        case (UInt8(ascii: "i"), let worker?):
            window -= bytes.count
            worker.send(.input(process: process, bytes))
        default: break
        }
    }

    /// What the worker says of the command.
    private func pass(_ message: WorkerMessage) {
        // `mpirun` notices that a daemon is lost, and says so better than what it makes of the end of an agent.
        if isDaemon, worker?.problem != nil { return }
        switch message {
        case .output(_, let bytes):
            untaken += bytes.count
            say(UInt8(ascii: "o"), bytes)
        case .errors(_, let bytes):
            untaken += bytes.count
            say(UInt8(ascii: "e"), bytes)
        case .taken(_, let count): window += Int(count)
        case .ended(_, let code): end(code)
        default: break
        }
    }

    private func end(_ code: UInt8) {
        hasEnded = true
        say(UInt8(ascii: "x"), [code])
    }

    private func say(_ kind: UInt8, _ bytes: [UInt8]) {
        outgoing.append([kind] + UInt32(bytes.count).bigEndianBytes + bytes)
    }
}
