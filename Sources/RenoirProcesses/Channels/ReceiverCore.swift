internal import SystemLibrary
internal import Threading

/// The receiving end of a channel, whatever its type.
///
/// Whoever receives reads the socket.
final class ReceiverCore: @unchecked Sendable {
    private enum State {
        /// The sender has not been made yet, or its connection hasn't come.
        case awaited
        case connected
        /// There is no more to come, and why.
        case over(PeerError)
    }

    let partner: ChannelPartner
    private let type: ChannelType
    private let lock = Lock()
    private var state = State.awaited
    private var descriptor: Int32 = -1
    private var bytes = ReceivedBytes()
    private var isClosed = false
    /// Those who wait for the socket.
    private var waiting: [() -> Void] = []

    init(_ partner: ChannelPartner, _ type: ChannelType) throws(PeerError) {
        self.partner = partner
        self.type = type
        try partner.runtime.connections.note(.receiver, partner.process)
    }

    /// Waits for the next value, and calls `body` with its bytes.
    func receive<Value>(_ body: (UnsafeRawBufferPointer) throws(PeerError) -> Value) throws(PeerError) -> Value {
        lock.acquire()
        defer { lock.release() }
        while true {
            if let value = try next(body) { return value }
            if case .awaited = state {
                awaitConnection()
            } else {
                fill(waits: true)
            }
        }
    }

    /// Calls `body` with the bytes of the next value, if it has come.
    func tryReceive<Value>(
        _ body: (UnsafeRawBufferPointer) throws(PeerError) -> Value
    ) throws(PeerError) -> Value? {
        guard lock.acquireIfFree() else { return nil }
        defer { lock.release() }
        while true {
            if let value = try next(body) { return value }
            if case .awaited = state {
                guard connect() else { return nil }
            } else if !fill(waits: false) {
                return nil
            }
        }
    }

    /// Calls `body` when there may be something to receive.
    func whenReady(_ body: @escaping () -> Void) {
        lock.acquire()
        let isConnected = descriptor >= 0
        if isConnected { waiting.append(body) }
        let isFirst = isConnected && waiting.count == 1
        lock.release()
        if isFirst {
            partner.runtime.reactor.whenReady(descriptor, .reads) { [self] in
                let woken = lock.withLock {
                    defer { waiting = [] }
                    return waiting
                }
                for body in woken { body() }
            }
        } else if !isConnected {
            let once = Once(body)
            let connections = partner.runtime.connections
            let listener = connections.addListener { once.call() }
            once.onCall = { connections.removeListener(listener) }
            // News may have come just before.
            if connections.hasNews(of: partner.process) { once.call() }
        }
    }

    /// The socket, if there is one, for those who wait for several.
    var openDescriptor: Int32? { lock.withLockIfFree { descriptor >= 0 ? descriptor : nil } ?? nil }

    /// Takes the next value out of the bytes that have come.
    private func next<Value>(
        _ body: (UnsafeRawBufferPointer) throws(PeerError) -> Value
    ) throws(PeerError) -> Value? {
        if let message = bytes.next() {
            switch message {
            case .value(let bytes): return try body(bytes)
            case .end: finish(.closed(partner.process))
            }
        }
        if case .over(let error) = state { throw error }
        return nil
    }

    // MARK: The connection

    /// Takes the connection of the sender if it has come, or notes that none will.
    ///
    /// - Returns: Whether there is one, or will be none.
    private func connect() -> Bool {
        if isClosed {
            state = .over(.closed(partner.runtime.id))
            return true
        }
        // In this order: who has ended has connected before.
        let end = partner.knownEnd
        if let arrived = partner.runtime.connections.take(from: partner.process) {
            descriptor = arrived.descriptor
            state = .connected
            if arrived.type != type {
                say([MessageFraming.otherType] + Array(type.name.utf8.prefix(ChannelHeader.mostNameBytes)))
                finish(.typeMismatch(sent: arrived.type.name, received: type.name))
            }
            return true
        }
        guard let end else { return false }
        state = .over(end)
        return true
    }

    private func awaitConnection() {
        let parker = Parker()
        let listener = partner.runtime.connections.addListener { parker.wake() }
        defer { partner.runtime.connections.removeListener(listener) }
        while !connect() { parker.park(microseconds: 1_000_000) }
    }

    /// Reads what the socket has.
    ///
    /// - Returns: Whether something has changed.
    @discardableResult
    private func fill(waits: Bool) -> Bool {
        let count = bytes.receive(from: descriptor, flags: waits ? 0 : SocketFlags.noWait)
        if count > 0 { return true }
        if count < 0, errno == EINTR { return true }
        if count < 0, errno == EAGAIN { return false }
        finish(isClosed ? .closed(partner.runtime.id) : partner.awaitEnd())
        return true
    }

    private func finish(_ error: PeerError) {
        state = .over(error)
        if descriptor >= 0 { SystemLibrary.close(descriptor) }
        descriptor = -1
    }

    private func say(_ word: [UInt8]) {
        _ = SystemLibrary.send(descriptor, word, word.count, SocketFlags.noWait | SocketFlags.noSignal)
    }

    /// Gives the end up; another one may be made at once. What has not been received is lost.
    func close() {
        // Whoever waits for something is woken by that.
        if let file = lock.withLockIfFree({ descriptor }) {
            lock.withLock {
                guard !isClosed else { return }
                isClosed = true
                if file >= 0 { say([MessageFraming.closed]) }
                finish(.closed(partner.runtime.id))
                partner.runtime.connections.forget(.receiver, partner.process)
            }
        } else {
            isClosed = true
            shutdown(descriptor, Int32(SHUT_RD))
            lock.withLock { finish(.closed(partner.runtime.id)) }
            partner.runtime.connections.forget(.receiver, partner.process)
        }
    }
}

/// Something that is done once, however many call for it.
private final class Once: @unchecked Sendable {
    private let lock = Lock()
    private var body: (() -> Void)?
    /// Called with it.
    var onCall: (() -> Void)?

    init(_ body: @escaping () -> Void) { self.body = body }

    func call() {
        let taken = lock.withLock {
            defer { body = nil }
            return body
        }
        guard let taken else { return }
        onCall?()
        taken()
    }
}
