internal import CProcesses
internal import SystemLibrary
internal import Threading

/// The connections that others make to this process, and the ends of channels that it has.
final class Connections: @unchecked Sendable {
    /// A connection that has said whose it is.
    struct Arrived {
        var descriptor: Int32
        var type: ChannelType
    }

    private let listener: Int32
    private let reactor: Reactor
    unowned var runtime: ProcessRuntime!
    private let lock = Lock()
    /// Connections with the beginnings of their headers, in the order in which they were made. Only the reactor's thread uses it.
    private var unnamed: [(file: Int32, header: [UInt8])] = []
    /// In the order in which each process has made them.
    private var arrived: [ProcessID: [Arrived]] = [:]
    private var ends: [ProcessID: ProcessEnd?] = [:]
    /// Whose ends the agent has been asked for.
    private var questions: Set<ProcessID> = []
    private var senders: Set<ProcessID> = []
    private var receivers: Set<ProcessID> = []
    /// Called when there is news, by a number.
    private var listeners: [UInt64: () -> Void] = [:]
    private var listenerCount: UInt64 = 0
    /// Senders that have not written everything.
    private var unflushed: [ObjectIdentifier: SenderCore] = [:]

    init(listener: Int32, on reactor: Reactor) {
        self.listener = listener
        self.reactor = reactor
    }

    // MARK: On the reactor's thread

    func listen() { reactor.loop.watch(listener, .reads) { [self] _ in hear() } }

    /// Takes all connections that there are.
    func hear() {
        while true {
            let file = renoir_accept(listener)
            guard file >= 0 else { break }
            unnamed.append((file, []))
            reactor.loop.watch(file, .reads) { [self] _ in nameAll() }
        }
        nameAll()
    }

    /// In order, since those of one process must not change places.
    private func nameAll() {
        var hasNews = false
        for place in unnamed.indices {
            guard let isNamed = name(&unnamed[place]) else { continue }
            reactor.loop.forget(unnamed[place].file)
            if isNamed { hasNews = true } else { close(unnamed[place].file) }
            unnamed[place].file = -1
        }
        unnamed.removeAll { $0.file < 0 }
        if hasNews { tellNews() }
    }

    /// Reads on in a header.
    ///
    /// - Returns: Whether the connection has a name now; nil as long as it isn't known.
    private func name(_ connection: inout (file: Int32, header: [UInt8])) -> Bool? {
        while true {
            let count = connection.header.count
            let length =
                count < ChannelHeader.byteCount ? ChannelHeader.byteCount : ChannelHeader.length(connection.header)
            guard let length else { return false }
            if count == length {
                let header = ChannelHeader(connection.header)
                lock.withLock {
                    arrived[header.process, default: []].append(
                        Arrived(descriptor: connection.file, type: header.type))
                }
                return true
            }
            var rest = [UInt8](repeating: 0, count: length - count)
            let received = recv(connection.file, &rest, rest.count, SocketFlags.noWait)
            if received < 0, errno == EAGAIN || errno == EINTR { return nil }
            guard received > 0 else { return false }
            connection.header += rest.prefix(received)
        }
    }

    private func tellNews() {
        let told = lock.withLock { Array(listeners.values) }
        for listener in told { listener() }
    }

    // MARK: On any thread

    /// The next connection of `process`, if one has come.
    func take(from process: ProcessID) -> Arrived? {
        lock.withLock {
            guard var list = arrived[process], !list.isEmpty else { return nil }
            defer { arrived[process] = list.isEmpty ? nil : list }
            return list.removeFirst()
        }
    }

    /// Whether a connection of `process` has come, or its end is known. The agent is asked for that.
    func hasNews(of process: ProcessID) -> Bool {
        if end(of: process) != nil { return true }
        return lock.withLock { arrived[process] != nil }
    }

    func addListener(_ body: @escaping () -> Void) -> UInt64 {
        lock.withLock {
            listenerCount += 1
            listeners[listenerCount] = body
            return listenerCount
        }
    }

    func removeListener(_ number: UInt64) { lock.withLock { listeners[number] = nil } }

    /// How `process` has ended; nil if that isn't known, nil inside if there is no such process. The agent is asked.
    func end(of process: ProcessID) -> ProcessEnd?? {
        let (known, isNew) = lock.withLock {
            (ends[process], ends[process] == nil && questions.insert(process).inserted)
        }
        if isNew {
            let (_, reply) = runtime.ask { .awaitEnd(id: $0, of: process) }
            reply.whenAnswered { [self] message in
                guard case .ended(_, let end) = message else { return }
                lock.withLock { ends[process] = .some(end) }
                tellNews()
            }
        }
        return known
    }

    /// Notes a sender or a receiver.
    func note(_ kind: EndKind, _ process: ProcessID) throws(PeerError) {
        guard process != runtime.id else { throw .toItself }
        let isNew = lock.withLock {
            kind == .sender ? senders.insert(process).inserted : receivers.insert(process).inserted
        }
        guard isNew else { throw .duplicate(process) }
    }

    func forget(_ kind: EndKind, _ process: ProcessID) {
        lock.withLock { _ = kind == .sender ? senders.remove(process) : receivers.remove(process) }
    }

    enum EndKind { case sender, receiver }

    /// Has the reactor write what `sender` has not been able to.
    func flushLater(_ sender: SenderCore) {
        lock.withLock { unflushed[ObjectIdentifier(sender)] = sender }
        reactor.whenReady(sender.descriptor, .writes) { [self] in
            if sender.flushSome() {
                lock.withLock { unflushed[ObjectIdentifier(sender)] = nil }
            } else {
                flushLater(sender)
            }
        }
    }

    /// The process ends: what senders have taken is written first.
    func flushAll() {
        for sender in lock.withLock({ Array(unflushed.values) }) { sender.flushAll() }
    }
}
