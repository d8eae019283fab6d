internal import CProcesses
internal import SystemLibrary
internal import Threading

/// The sending end of a channel, whatever its type.
///
/// Bytes go into the socket by whoever sends. Only what can't be written by someone who doesn't wait is left to the reactor.
final class SenderCore: @unchecked Sendable {
    let partner: ChannelPartner
    private let type: ChannelType
    private(set) var descriptor: Int32 = -1
    private let lock = Lock()
    /// What is still to be written.
    private var rest: [UInt8] = []
    private var gone = 0
    private var failure: PeerError?
    private var isClosed = false
    /// Called when nothing is left to be written, or it can't be.
    private var waiting: [() -> Void] = []

    init(_ partner: ChannelPartner, _ type: ChannelType) throws(PeerError) {
        self.partner = partner
        self.type = type
        try partner.runtime.connections.note(.sender, partner.process)
        connect()
    }

    deinit {
        if descriptor >= 0 { SystemLibrary.close(descriptor) }
    }

    private func connect() {
        let (runtime, process) = (partner.runtime, partner.process)
        let names = SocketNames(key: runtime.plan.key)
        let isNear =
            process.rank == runtime.id.rank
            || runtime.plan.hosts[Int(process.rank)] == runtime.plan.hosts[Int(runtime.id.rank)]
        descriptor = renoir_connect_to(isNear ? names.process(process) : names.agent(Int(runtime.id.rank)))
        guard descriptor >= 0 else { return }
        let header = (isNear ? [] : RouteHeader(to: process).bytes) + ChannelHeader(from: runtime.id, type).bytes
        header.withUnsafeBytes { _ = put($0, waits: true) }
    }

    // MARK: Writing

    /// Writes all of `bytes`, however long it takes.
    func send(_ bytes: UnsafeRawBufferPointer) throws(PeerError) {
        try lock.withLock { () throws(PeerError) in
            try check()
            flushRest(waits: true)
            if put(bytes, waits: true) < bytes.count { throw fail() }
        }
    }

    /// Writes `bytes` unless it would have to wait for that.
    ///
    /// - Returns: Whether it has taken them; what the socket hasn't taken is written later.
    func trySend(_ bytes: UnsafeRawBufferPointer) throws(PeerError) -> Bool {
        guard lock.acquireIfFree() else { return false }
        defer { lock.release() }
        try check()
        flushRest(waits: false)
        guard rest.isEmpty else { return false }
        let count = put(bytes, waits: false)
        guard count >= 0 else { throw fail() }
        guard count > 0 else { return false }
        if count < bytes.count { keep(bytes, from: count) }
        return true
    }

    /// Takes `bytes` if nothing is left of those before: what the socket doesn't take is written later.
    ///
    /// - Returns: Whether it has taken them.
    func offer(_ bytes: UnsafeRawBufferPointer) throws(PeerError) -> Bool {
        lock.acquire()
        defer { lock.release() }
        try check()
        flushRest(waits: false)
        guard rest.isEmpty else { return false }
        let count = put(bytes, waits: false)
        guard count >= 0 else { throw fail() }
        if count < bytes.count { keep(bytes, from: count) }
        return true
    }

    /// Calls `body` when nothing is left to be written, or can't be.
    func whenWritten(_ body: @escaping () -> Void) {
        let isWritten = lock.withLock {
            if !rest.isEmpty { waiting.append(body) }
            return rest.isEmpty
        }
        if isWritten { body() }
    }

    /// Whether it can take something at once.
    var isReady: Bool {
        lock.withLockIfFree {
            flushRest(waits: false)
            return rest.isEmpty
        } ?? false
    }

    private func keep(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        rest = Array(bytes[start...])
        gone = 0
        partner.runtime.connections.flushLater(self)
    }

    private func check() throws(PeerError) {
        if let failure { throw failure }
        guard !isClosed else { throw .closed(partner.runtime.id) }
        guard descriptor >= 0 else { throw fail() }
    }

    /// - Returns: How many were written, fewer than there are if it may not wait; -1 if there is nobody to read them.
    private func put(_ bytes: UnsafeRawBufferPointer, waits: Bool) -> Int {
        var sent = 0
        let flags = SocketFlags.noSignal | (waits ? 0 : SocketFlags.noWait)
        while sent < bytes.count {
            let count = SystemLibrary.send(descriptor, bytes.baseAddress! + sent, bytes.count - sent, flags)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { break }
            guard count > 0 else { return -1 }
            sent += count
        }
        return sent
    }

    private func flushRest(waits: Bool) {
        guard gone < rest.count else { return }
        let count = rest.withUnsafeBytes { put(UnsafeRawBufferPointer(rebasing: $0[gone...]), waits: waits) }
        if count < 0 { _ = fail() } else { gone += count }
        guard count < 0 || gone == rest.count else { return }
        rest = []
        gone = 0
        for body in waiting { body() }
        waiting = []
    }

    /// On the reactor's thread, which must not wait.
    ///
    /// - Returns: Whether nothing is left.
    func flushSome() -> Bool {
        lock.withLockIfFree {
            flushRest(waits: false)
            if rest.isEmpty, isClosed { shut() }
            return rest.isEmpty
        } ?? false
    }

    func flushAll() { lock.withLock { flushRest(waits: true) } }

    // MARK: Ends

    /// Nobody reads any more: why not?
    private func fail() -> PeerError {
        if let failure { return failure }
        let error = lastWord() ?? partner.awaitEnd()
        failure = error
        return error
    }

    /// What the receiver has said as it was given up.
    private func lastWord() -> PeerError? {
        guard descriptor >= 0 else { return nil }
        var word = [UInt8](repeating: 0, count: 1 + ChannelHeader.mostNameBytes)
        let count = recv(descriptor, &word, word.count, SocketFlags.noWait)
        guard count > 0 else { return nil }
        if word[0] == MessageFraming.otherType {
            return .typeMismatch(sent: type.name, received: String(decoding: word[1..<count], as: UTF8.self))
        }
        return .closed(partner.process)
    }

    /// Gives the end up; another one may be made at once. What was sent is still written.
    func close() {
        lock.withLock {
            guard !isClosed else { return }
            isClosed = true
            partner.runtime.connections.forget(.sender, partner.process)
            guard descriptor >= 0, failure == nil else { return }
            let last = withUnsafeBytes(of: MessageFraming.end) { Array($0) }
            if rest.isEmpty {
                let count = last.withUnsafeBytes { put($0, waits: false) }
                if count < 0 || count == last.count { return shut() }
                rest = Array(last[count...])
            } else {
                rest += last
            }
            partner.runtime.connections.flushLater(self)
        }
    }

    private func shut() {
        SystemLibrary.close(descriptor)
        descriptor = -1
    }
}
