internal import Records
internal import SystemLibrary

/// The agent's end of its connection to a process. It never waits: what the process doesn't take is kept.
final class FrameLink {
    private static let pieceBytes = 1 << 18
    /// So many pieces at a time, that others get their turn.
    private static let mostPieces = 16

    private let descriptor: Int32
    private unowned let loop: EventLoop
    private var reader = FrameReader()
    private var outgoing: [[UInt8]] = []
    /// Bytes of the first of ``outgoing`` that are gone.
    private var gone = 0
    private(set) var isOver = false
    private let onMessage: (ControlMessage, [UInt8]) -> Void

    init(_ descriptor: Int32, on loop: EventLoop, onMessage: @escaping (ControlMessage, [UInt8]) -> Void) {
        self.descriptor = descriptor
        self.loop = loop
        self.onMessage = onMessage
        loop.watch(descriptor, .reads) { [weak self] ready in
            if ready.contains(.writes) { self?.flush() }
            if ready.contains(.reads) { self?.hear() }
        }
    }

    deinit { end() }

    func send(_ message: ControlMessage, _ payload: [UInt8] = []) {
        guard !isOver else { return }
        let wasEmpty = outgoing.isEmpty
        outgoing.append(Frames.head(of: message, payloadBytes: payload.count))
        if !payload.isEmpty { outgoing.append(payload) }
        if wasEmpty { flush() }
    }

    /// Takes what has come.
    func hear() {
        for _ in 0..<Self.mostPieces where !isOver {
            let count = withUnsafeTemporaryAllocation(byteCount: Self.pieceBytes, alignment: 16) { bytes in
                let count = recv(descriptor, bytes.baseAddress, bytes.count, SocketFlags.noWait)
                if count > 0 { reader.append(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
                return count
            }
            if count < 0, errno == EAGAIN || errno == EINTR { return }
            guard count > 0 else { return end() }
            do {
                while let (message, payload) = try reader.next() { onMessage(message, payload) }
            } catch {
                // Somebody else has written there: the process is not to be understood any more.
                return end()
            }
        }
    }

    private func flush() {
        while let first = outgoing.first, !isOver {
            let count = first.withUnsafeBytes { bytes in
                SystemLibrary.send(
                    descriptor, bytes.baseAddress! + gone, bytes.count - gone,
                    SocketFlags.noWait | SocketFlags.noSignal)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return loop.change(descriptor, [.reads, .writes]) }
            guard count >= 0 else { return outgoing.removeAll() }
            gone += count
            guard gone == first.count else { continue }
            outgoing.removeFirst()
            gone = 0
        }
        if !isOver { loop.change(descriptor, .reads) }
    }

    private func end() {
        guard !isOver else { return }
        isOver = true
        outgoing.removeAll()
        loop.forget(descriptor)
        close(descriptor)
    }
}
