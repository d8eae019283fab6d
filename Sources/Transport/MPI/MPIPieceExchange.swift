internal import MPI

/// Pieces between the processes of an MPI job: words to all ranks, then messages between those that have something.
final class MPIPieceExchange {
    private let network: MPINetwork
    /// Tells the messages of exchanges that are under way at the same time apart.
    private let tag: Int
    /// What this rank announces, then what it is told.
    private let words: UnsafeMutableBufferPointer<UInt64>
    private var request: Request?
    private var streams: [PieceStream?]

    /// Starts to announce; the network's lock is held.
    init(announcing sent: [UInt64], network: MPINetwork, number: UInt64) throws(TransportError) {
        PieceAnnouncement.check(sent, size: network.size)
        self.network = network
        tag = Int(number % UInt64(Communicator.largestTag + 1))
        streams = [PieceStream?](repeating: nil, count: 2 * network.size)
        words = .allocate(capacity: 2 * sent.count)
        words.initialize(repeating: 0)
        for index in sent.indices { words[index] = sent[index] }
        let bytes = UnsafeMutableRawBufferPointer(words)
        let half = bytes.count / 2
        do {
            request = try network.pieces.ialltoall(
                sending: UnsafeRawBufferPointer(rebasing: bytes[..<half]),
                receiving: UnsafeMutableRawBufferPointer(rebasing: bytes[half...]),
                byteCount: PieceAnnouncement.wordCount * MemoryLayout<UInt64>.stride, owner: self)
        } catch { throw TransportError(error) }
    }

    deinit { words.deallocate() }

    private func stream(_ direction: PieceStream.Direction, _ peer: Int) -> PieceStream {
        precondition(request == nil, "pieces for rank \(peer) before all ranks have announced theirs")
        precondition(peer != network.rank, "rank \(peer) exchanges a piece with itself")
        let index = 2 * peer + (direction == .give ? 0 : 1)
        if let stream = streams[index] { return stream }
        let stream = PieceStream(direction, peer: peer, tag: tag)
        streams[index] = stream
        return stream
    }
}

extension MPIPieceExchange: PieceExchange {
    func announcements() throws(TransportError) -> [UInt64]? {
        network.lock.acquire()
        defer { network.lock.release() }
        do { guard try request?.test() ?? true else { return nil } } catch { throw TransportError(error) }
        request = nil
        return Array(words[(words.count / 2)...])
    }

    func give(_ bytes: UnsafeRawBufferPointer, to peer: Int, owner: AnyObject) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        stream(.give, peer).append(UnsafeMutableRawPointer(mutating: base), byteCount: bytes.count, owner: owner)
    }

    func take(_ bytes: UnsafeMutableRawBufferPointer, from peer: Int, owner: AnyObject) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        stream(.take, peer).append(base, byteCount: bytes.count, owner: owner)
    }

    func poll() throws(TransportError) -> Bool {
        network.lock.acquire()
        defer { network.lock.release() }
        var isComplete = true
        do {
            for stream in streams {
                guard let stream, try !stream.advance(on: network.pieces) else { continue }
                isComplete = false
            }
        } catch { throw TransportError(error) }
        return isComplete
    }
}

extension MPIPieceExchange: @unchecked Sendable {}
