internal import CProcesses
internal import Session
internal import SystemLibrary
internal import Threading

/// What a process of a job has in it: its connection to the agent, its socket, and a thread that looks after both.
final class ProcessRuntime: @unchecked Sendable {
    /// Set once, before there are threads.
    private(set) nonisolated(unsafe) static var current: ProcessRuntime?

    let id: ProcessID
    let parent: ProcessID?
    let resources: Resources
    let plan: JobPlan
    let reactor: Reactor
    let connections: Connections
    private let control: Int32
    private let writing = Lock()
    private let lock = Lock()
    private var replies: [UInt64: Reply] = [:]
    private var asked: UInt64 = 0

    /// Takes the welcome, and goes on as a process of the job.
    ///
    /// - Returns: The function that it has to run, and its argument; an empty one in the first process.
    static func begin(_ birth: renoir_birth) -> (function: String, argument: [UInt8]) {
        guard let (welcome, argument) = receiveWelcome(birth.control) else {
            // The agent is gone, and so is the job.
            _exit(JobError.Code.internal.exitCode)
        }
        do {
            let runtime = try ProcessRuntime(welcome, birth)
            current = runtime
            atexit { ProcessRuntime.current?.connections.flushAll() }
            MemoryLimit.set(welcome.resources.memory)
        } catch {
            _exit(JobError.Code.resources.exitCode)
        }
        return (welcome.function, argument)
    }

    private init(_ welcome: Welcome, _ birth: renoir_birth) throws(ThreadError) {
        id = welcome.process
        parent = welcome.parent
        resources = welcome.resources
        plan = welcome.plan
        control = birth.control
        reactor = Reactor()
        connections = Connections(listener: birth.listener, on: reactor)
        connections.runtime = self
        try reactor.start { [self] in
            watchControl()
            connections.listen()
        }
    }

    private static func receiveWelcome(_ control: Int32) -> (Welcome, [UInt8])? {
        var reader = FrameReader()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let (message, payload) = try? reader.next() {
                guard case .welcome(let welcome) = message else { return nil }
                return (welcome, payload)
            }
            let count = recv(control, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            piece.withUnsafeBytes { reader.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    // MARK: The agent

    /// Asks the agent for something.
    ///
    /// - Parameter message: Made with the number of the request.
    func ask(_ payload: [[UInt8]] = [], _ message: (UInt64) -> ControlMessage) -> (id: UInt64, reply: Reply) {
        let reply = Reply()
        let id = lock.withLock {
            asked += 1
            replies[asked] = reply
            return asked
        }
        send(message(id), payload)
        return (id, reply)
    }

    func send(_ message: ControlMessage, _ payload: [[UInt8]] = []) {
        writing.withLock {
            write(Frames.head(of: message, payloadBytes: payload.reduce(0) { $0 + $1.count }))
            for part in payload { write(part) }
        }
    }

    private func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = SystemLibrary.send(
                    control, bytes.baseAddress! + sent, bytes.count - sent, SocketFlags.noSignal)
                if count < 0, errno == EINTR { continue }
                // The reactor notices that the agent is gone.
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    private func watchControl() {
        var reader = FrameReader()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        reactor.loop.watch(control, .reads) { [self] _ in
            let count = recv(control, &piece, piece.count, SocketFlags.noWait)
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            // Without its agent a process is not part of anything.
            guard count > 0 else { _exit(128 + SIGKILL) }
            piece.withUnsafeBytes { reader.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            while let (message, _) = try? reader.next() { hear(message) }
        }
    }

    private func hear(_ message: ControlMessage) {
        switch message {
        case .spawned(let id, _), .notSpawned(let id, _): take(id)?.answer(message)
        case .ended(let id, _):
            // What that process has opened here comes first.
            connections.hear()
            take(id)?.answer(message)
        default: break
        }
    }

    private func take(_ id: UInt64) -> Reply? { lock.withLock { replies.removeValue(forKey: id) } }

    /// Nobody waits for it any more.
    func forget(_ id: UInt64) { _ = take(id) }
}
