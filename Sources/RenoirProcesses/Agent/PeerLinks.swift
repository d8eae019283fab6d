internal import Records
internal import Transport

/// The other agents: messages to them and from them, in order.
final class PeerLinks {
    private struct Peer {
        var reader = FrameReader()
        /// What is to be sent.
        var outgoing: [[UInt8]] = []
        var start = 0
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
        peers[peer].outgoing.append(Frames.head(of: message, payloadBytes: payload.count))
        if !payload.isEmpty { peers[peer].outgoing.append(payload) }
    }

    var isIdle: Bool { messages.sendingCount == 0 && peers.allSatisfy(\.outgoing.isEmpty) }

    /// Sends and takes what there is.
    ///
    /// - Returns: Whether there was anything.
    func advance(_ body: (Int, ControlMessage, [UInt8]) -> Void) throws -> Bool {
        var isBusy = try sendSome()
        var arrived: [(Int, ControlMessage, [UInt8])] = []
        var problem: WireError?
        while problem == nil,
            try messages.next({ source, bytes in
                peers[source].reader.append(bytes)
                do throws(WireError) {
                    while let (message, payload) = try peers[source].reader.next() {
                        arrived.append((source, message, payload))
                    }
                } catch { problem = error }
            })
        {
            isBusy = true
            for (source, message, payload) in arrived { body(source, message, payload) }
            arrived.removeAll()
        }
        if let problem { throw problem }
        return try sendSome() || isBusy
    }

    private func sendSome() throws -> Bool {
        var hasSent = false
        for peer in peers.indices where peer != rank {
            while !peers[peer].outgoing.isEmpty, messages.sendingCount < Self.mostUnderWay {
                let bytes = gather(peer)
                try bytes.withUnsafeBytes { try messages.send($0, to: peer) }
                hasSent = true
            }
        }
        return hasSent
    }

    /// Takes as much out of what is to be sent as fits a message.
    private func gather(_ peer: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var taken = 0
        while taken < peers[peer].outgoing.count, bytes.count < MPIMessages.mostBytes {
            let first = peers[peer].outgoing[taken]
            let end = min(first.count, peers[peer].start + MPIMessages.mostBytes - bytes.count)
            bytes += first[peers[peer].start..<end]
            peers[peer].start = end
            guard end == first.count else { break }
            taken += 1
            peers[peer].start = 0
        }
        peers[peer].outgoing.removeFirst(taken)
        return bytes
    }
}
