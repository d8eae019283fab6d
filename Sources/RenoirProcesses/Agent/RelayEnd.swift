internal import SystemLibrary

/// One end of a channel between hosts: what a process writes goes to the other agent, what comes from there to the process.
///
/// An agent may send so many bytes that the other one hasn't passed on yet; a process that isn't read from waits.
final class RelayEnd {
    static let windowBytes = 4 << 20
    private static let pieceBytes = 1 << 18

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
        case data([UInt8])
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

    func take(_ bytes: [UInt8]) {
        guard !isOver else { return }
        outgoing.append(bytes)
        if outgoing.count == 1 { flush() }
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
            let most = min(Self.pieceBytes, credit)
            var isBlocked = false
            let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
                let received = recv(descriptor, buffer.baseAddress, most, SocketFlags.noWait)
                isBlocked = received < 0 && (errno == EAGAIN || errno == EINTR)
                count = max(0, received)
            }
            if isBlocked { return }
            guard !bytes.isEmpty else {
                send(.close)
                return end()
            }
            credit -= bytes.count
            send(.data(bytes))
            // Others are to have their turn.
            if bytes.count == most { break }
        }
        if credit <= 0, !isOver { watch() }
    }

    private func flush() {
        while let first = outgoing.first, !isOver {
            let count = first.withUnsafeBytes { bytes in
                SystemLibrary.send(
                    descriptor, bytes.baseAddress! + gone, bytes.count - gone,
                    SocketFlags.noWait | SocketFlags.noSignal)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { break }
            guard count >= 0 else {
                // Its last word may tell why.
                outgoing.removeAll()
                credit = max(credit, 1)
                return hear()
            }
            gone += count
            passedOn += count
            guard gone == first.count else { continue }
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
