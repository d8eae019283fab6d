internal import SystemLibrary
internal import Transport

/// One end of a channel between hosts: what a process writes goes to the other agent, what comes from there to the process.
///
/// An agent may send so many bytes that the other one hasn't passed on yet; a process that isn't read from waits.
final class RelayEnd {
    static let windowBytes = 4 << 20

    private let descriptor: Int32
    private unowned let loop: EventLoop
    private let send: (Event) -> Void
    private var credit = windowBytes
    /// Bytes that were passed on and are not credited yet.
    private var passedOn = 0
    private var outgoing: [[UInt8]] = []
    private var gone = 0
    private var endsAfterOutput = false
    private(set) var isOver = false

    enum Event {
        /// Behind room for a header.
        case data(MessageMemory)
        case credit(Int)
        /// This end is gone, and the other one is to know it.
        case close
        /// This end is gone as the other one is.
        case over
    }

    init(_ descriptor: Int32, on loop: EventLoop, _ send: @escaping (Event) -> Void) {
        self.descriptor = descriptor
        self.loop = loop
        self.send = send
        loop.watch(descriptor, .reads) { [weak self] ready in
            if ready.contains(.writes) { self?.flush() }
            if ready.contains(.reads) { self?.hear() }
        }
    }

    deinit { end() }

    func take(_ bytes: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        var sent = 0
        if outgoing.isEmpty {
            sent = max(0, write(bytes))
            passedOn += sent
        }
        if sent < bytes.count { outgoing.append(Array(bytes[sent...])) }
        if outgoing.count <= 1 { flush() }
    }

    /// - Returns: How many bytes the socket has taken; -1 if it takes none any more.
    private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = SystemLibrary.send(
                descriptor, bytes.baseAddress! + sent, bytes.count - sent, SocketFlags.noWait | SocketFlags.noSignal)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { break }
            guard count >= 0 else { return -1 }
            sent += count
        }
        return sent
    }

    func add(credit more: Int) {
        let wasEmpty = credit <= 0
        credit += more
        if wasEmpty, !isOver { watch() }
    }

    /// The other end is gone: what came from there is still passed on.
    func finish() {
        endsAfterOutput = true
        if outgoing.isEmpty {
            end()
            send(.over)
        }
    }

    private func watch() {
        var interest: EventLoop.Interest = credit > 0 ? .reads : []
        if !outgoing.isEmpty { interest.insert(.writes) }
        loop.change(descriptor, interest)
    }

    /// Takes what its process has written, as far as it may.
    func hear() {
        while credit > 0, !isOver {
            let memory = MessageMemory()
            memory.count = DataHeader.byteCount
            let most = min(memory.room.count, credit)
            let count = recv(descriptor, memory.room.baseAddress, most, SocketFlags.noWait)
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            guard count > 0 else {
                send(.close)
                return end()
            }
            memory.count += count
            credit -= count
            send(.data(memory))
            // Others are to have their turn.
            if count == most { break }
        }
        if credit <= 0, !isOver { watch() }
    }

    private func flush() {
        while let first = outgoing.first, !isOver {
            let count = first.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[gone...])) }
            guard count >= 0 else {
                // Its last word may tell why.
                outgoing.removeAll()
                credit = max(credit, 1)
                return hear()
            }
            gone += count
            passedOn += count
            guard gone == first.count else { break }
            outgoing.removeFirst()
            gone = 0
        }
        if passedOn > 0, outgoing.isEmpty || passedOn > Self.windowBytes / 4 {
            send(.credit(passedOn))
            passedOn = 0
        }
        if isOver { return }
        if outgoing.isEmpty, endsAfterOutput {
            end()
            return send(.over)
        }
        watch()
    }

    private func end() {
        guard !isOver else { return }
        isOver = true
        outgoing.removeAll()
        loop.forget(descriptor)
        close(descriptor)
    }
}
