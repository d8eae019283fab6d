/// Pieces between threads of one process: announcements and pieces are late, each by a number of polls of its own.
final class SimulatedPieceExchange {
    private struct Given {
        let bytes: UnsafeRawBufferPointer
        let copy: [UInt8]
        let peer: Int
        let owner: AnyObject
        var remainingPolls: Int
    }

    private struct Taken {
        let bytes: UnsafeMutableRawBufferPointer
        let peer: Int
        let owner: AnyObject
        /// Counted once the piece is there and all earlier ones of the peer have been taken.
        var remainingPolls: Int
    }

    private let cluster: SimulatedCluster
    private let rank: Int
    private let number: UInt64
    private var generator: SeededGenerator
    private var remainingPolls: Int
    private var hasAnnouncements = false
    private var given: [Given] = []
    private var taken: [Taken] = []

    init(announcing words: [UInt64], cluster: SimulatedCluster, rank: Int, number: UInt64) throws(TransportError) {
        PieceAnnouncement.check(words, size: cluster.size)
        self.cluster = cluster
        self.rank = rank
        self.number = number
        // Openings are numbered from 0 on: no event of a round is one of an exchange of pieces.
        generator = SeededGenerator(seed: cluster.seed, event: .max, UInt64(rank), number)
        remainingPolls = cluster.delays.polls(using: &generator)
        let isLost = cluster.faults.contains { fault in
            guard case .stopsAnnouncing(rank, let first) = fault else { return false }
            return number >= first
        }
        try cluster.withMeeting(number) { meeting in
            if !isLost { meeting.announce(words, rank: rank) }
        }
    }

    deinit { cluster.leaveMeeting(number) }

    private func check(_ peer: Int) {
        precondition(hasAnnouncements, "pieces for rank \(peer) before all ranks have announced theirs")
        precondition(peer != rank && (0..<cluster.size).contains(peer), "rank \(rank) exchanges a piece with \(peer)")
    }

    /// Stops on memory that was changed too early, as MPI would send it.
    private func finishGiving() throws(TransportError) {
        for index in given.indices.reversed() {
            given[index].remainingPolls -= 1
            guard given[index].remainingPolls < 0 else { continue }
            let piece = given.remove(at: index)
            guard piece.copy.elementsEqual(piece.bytes) else {
                throw TransportError(message: "rank \(rank) changed a piece of exchange \(number) that is on its way")
            }
        }
    }

    private func takeArrivals(_ meeting: inout SimulatedMeeting) -> TransportError? {
        var waiting: Set<Int> = []
        var rest: [Taken] = []
        for var piece in taken {
            guard !waiting.contains(piece.peer), meeting.hasMail(from: piece.peer, to: rank) else {
                waiting.insert(piece.peer)
                rest.append(piece)
                continue
            }
            piece.remainingPolls -= 1
            guard piece.remainingPolls < 0, let arrived = meeting.receive(from: piece.peer, to: rank) else {
                waiting.insert(piece.peer)
                rest.append(piece)
                continue
            }
            guard arrived.count == piece.bytes.count else {
                return TransportError(
                    message:
                        "rank \(rank) takes \(piece.bytes.count) bytes where rank \(piece.peer) gives \(arrived.count)"
                )
            }
            piece.bytes.copyBytes(from: arrived)
        }
        taken = rest
        return nil
    }
}

extension SimulatedPieceExchange: PieceExchange {
    func announcements() throws(TransportError) -> [UInt64]? {
        let words = try cluster.withMeeting(number) { $0.announcements(to: rank) }
        guard let words else { return nil }
        remainingPolls -= 1
        guard hasAnnouncements || remainingPolls < 0 else { return nil }
        hasAnnouncements = true
        return words
    }

    func give(_ bytes: UnsafeRawBufferPointer, to peer: Int, owner: AnyObject) {
        check(peer)
        guard bytes.count > 0 else { return }
        let polls = cluster.delays.polls(using: &generator)
        let copy = [UInt8](bytes)
        given.append(Given(bytes: bytes, copy: copy, peer: peer, owner: owner, remainingPolls: polls))
        guard !cluster.faults.contains(.lostPieces(exchange: number, from: rank, to: peer)) else { return }
        // A job that was ended says so in the next poll.
        try? cluster.withMeeting(number) { $0.send(copy, from: rank, to: peer) }
    }

    func take(_ bytes: UnsafeMutableRawBufferPointer, from peer: Int, owner: AnyObject) {
        check(peer)
        guard bytes.count > 0 else { return }
        let polls = cluster.delays.polls(using: &generator)
        taken.append(Taken(bytes: bytes, peer: peer, owner: owner, remainingPolls: polls))
    }

    func poll() throws(TransportError) -> Bool {
        let problem = try cluster.withMeeting(number) { takeArrivals(&$0) }
        if let problem { throw problem }
        try finishGiving()
        return given.isEmpty && taken.isEmpty
    }
}

extension SimulatedPieceExchange: @unchecked Sendable {}
