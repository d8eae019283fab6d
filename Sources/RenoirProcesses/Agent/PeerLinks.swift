internal import Records
internal import Transport

/// The other agents: messages to them and from them, in order.
final class PeerLinks {
    private enum Item {
        /// A part of a frame, or a whole one.
        case frame([UInt8])
        /// A message of its own.
        case data(MessageMemory)
    }

    private struct Peer {
        var reader = FrameReader()
        /// What is to be sent.
        var outgoing: [Item] = []
        /// Bytes of the first frame that are gone.
        var gone = 0
    }

    /// What comes from another agent.
    enum Arrival {
        case message(ControlMessage, [UInt8])
        /// Bytes of a channel, which are there for the moment.
        case data(Relayed, UnsafeRawBufferPointer)
    }

    /// Messages of MPI that are under way, to all.
    private static let mostUnderWay = 16

    private let messages: MPIMessages
    private let rank: Int
    private var peers: [Peer]

    init(_ messages: MPIMessages, rank: Int, size: Int) {
        self.messages = messages
        self.rank = rank
        peers = Array(repeating: Peer(), count: size)
    }

    func send(_ message: ControlMessage, _ payload: [UInt8], to peer: Int) {
        peers[peer].outgoing.append(.frame(Frames.head(of: message, payloadBytes: payload.count)))
        if !payload.isEmpty { peers[peer].outgoing.append(.frame(payload)) }
    }

    /// Sends bytes of a channel, behind a ``DataHeader``.
    func send(_ data: MessageMemory, to peer: Int) { peers[peer].outgoing.append(.data(data)) }

    var isIdle: Bool { messages.sendingCount == 0 && peers.allSatisfy(\.outgoing.isEmpty) }

    /// Sends and takes what there is.
    ///
    /// - Returns: Whether there was anything.
    func advance(_ body: (Int, Arrival) -> Void) throws -> Bool {
        var isBusy = try sendSome()
        var problem: WireError?
        while problem == nil,
            try messages.next({ source, bytes in
                do throws(WireError) { try take(bytes, from: source, body) } catch { problem = error }
            })
        {
            isBusy = true
        }
        if let problem { throw problem }
        return try sendSome() || isBusy
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, from source: Int, _ body: (Int, Arrival) -> Void
    ) throws(WireError) {
        guard bytes.count >= DataHeader.byteCount else { throw WireError(message: "a message of \(bytes.count) bytes") }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[DataHeader.byteCount...])
        if let relayed = DataHeader.read(bytes) { return body(source, .data(relayed, rest)) }
        peers[source].reader.append(rest)
        while let (message, payload) = try peers[source].reader.next() { body(source, .message(message, payload)) }
    }

    private func sendSome() throws -> Bool {
        var hasSent = false
        for peer in peers.indices where peer != rank {
            while !peers[peer].outgoing.isEmpty, messages.sendingCount < Self.mostUnderWay {
                try messages.send(gather(peer), to: peer)
                hasSent = true
            }
        }
        return hasSent
    }

    /// Takes the next message out of what is to be sent: one of its own, or as many frames as fit.
    private func gather(_ peer: Int) -> MessageMemory {
        if case .data(let memory) = peers[peer].outgoing[0] {
            peers[peer].outgoing.removeFirst()
            return memory
        }
        let memory = MessageMemory()
        DataHeader.write(nil, into: memory)
        var taken = 0
        while taken < peers[peer].outgoing.count, case .frame(let frame) = peers[peer].outgoing[taken] {
            let count = min(frame.count - peers[peer].gone, memory.room.count)
            frame.withUnsafeBytes {
                memory.room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[peers[peer].gone...].prefix(count)))
            }
            memory.count += count
            peers[peer].gone += count
            guard peers[peer].gone == frame.count else { break }
            taken += 1
            peers[peer].gone = 0
        }
        peers[peer].outgoing.removeFirst(taken)
        return memory
    }
}

/// What each message between agents begins with: whether it is bytes of a channel, and of which.
enum DataHeader {
    static let byteCount = 24

    static func write(_ relayed: Relayed?, into memory: MessageMemory) {
        memory.bytes.storeBytes(of: relayed == nil ? 0 : 1, as: UInt64.self)
        memory.bytes.storeBytes(of: UInt64(relayed?.origin ?? 0), toByteOffset: 8, as: UInt64.self)
        memory.bytes.storeBytes(of: relayed?.number ?? 0, toByteOffset: 16, as: UInt64.self)
        memory.count = max(memory.count, byteCount)
    }

    /// The channel whose bytes follow; nil if frames do.
    static func read(_ bytes: UnsafeRawBufferPointer) -> Relayed? {
        guard bytes.loadUnaligned(as: UInt64.self) == 1 else { return nil }
        return Relayed(
            origin: Int(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
            number: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
    }
}
