internal import Transport

extension Exchange {
    /// The fewest bytes that are worth a piece of a frame.
    private static var smallestPiece: Int { 1024 }

    /// Puts into `round` what this rank has to give.
    func fill(_ round: OutgoingRound) {
        // A mark may go only with or after all frames that were sent before it: those are in the queues when it's read.
        queues.beginRound()
        for edge in edges { noteMark(of: edge) }
        var payloadBytes = 0
        for peer in 0..<transport.size where peer != transport.rank {
            round.byteCounts[peer] = fillSegment(of: round, for: peer)
            payloadBytes += round.byteCounts[peer]
        }
        for edge in edges.indices { round.minima[edge] = say(edge)?.packed ?? .max }
        queues.announceLimits { edge, peer, limit in round.words(for: peer)[words.limit(of: edge)] = limit }
        fillWords(of: round, payloadBytes)
    }

    /// Remembers how far this rank's senders have come, and which frames have to go before that may be said.
    private func noteMark(of edge: Edge) {
        guard pendingMarks[edge.index] == nil, let mark = edge.leastLocalMark, mark != contributed[edge.index] else {
            return
        }
        pendingMarks[edge.index] = PendingMark(mark: mark, behind: queues.appended(edge: edge.index))
    }

    /// What this rank may say of an edge by now; nil if it has no senders there.
    private func say(_ edge: Int) -> Mark? {
        if let pending = pendingMarks[edge], queues.hasSent(pending.behind, edge: edge) {
            contributed[edge] = pending.mark
            pendingMarks[edge] = nil
        }
        return contributed[edge] ?? (edges[edge].leastLocalMark == nil ? nil : .start)
    }

    private func fillWords(of round: OutgoingRound, _ payloadBytes: Int) {
        status.countSent(payloadBytes)
        let report = status.report()
        func set(_ word: RoundWords.Minimum, _ value: UInt128) { round.minima[words.place(of: word)] = value }
        set(.failure, report.failure?.packed ?? .max)
        set(.blockedEdge, report.obstacles.blockedEdge.map { UInt128($0) } ?? .max)
        set(.peakExchangeBytes, ~UInt128(queues.peakBytes))
        set(.peakStateBytes, ~UInt128(report.peakStateBytes))
        set(.peakPooledBytes, ~UInt128(report.peakPooledBytes))
        func set(_ word: RoundWords.Sum, _ value: Int) { round.sums[word.rawValue] = UInt64(value) }
        set(.unfinishedRanks, report.isFinished ? 0 : 1)
        set(.acknowledgements, report.isAcknowledged ? 1 : 0)
        set(.payloadBytes, payloadBytes)
        set(.bytesExchanged, report.bytesSent)
        set(.unitsRead, report.unitsRead)
        // All ranks see the same sources: one of them says how large they are.
        set(.unitsTotal, transport.rank == 0 ? report.unitsTotal : 0)
        set(.recordsRead, report.recordsRead)
        set(.recordsWritten, report.recordsWritten)
        set(.restlessRanks, report.isStill && !report.obstacles.waitsForOutside ? 0 : 1)
    }

    /// Copies frames for `peer` as far as its credit and the segment reach; later edges first, so that what is closer to
    /// the end of the job moves on and makes room.
    private func fillSegment(of round: OutgoingRound, for peer: Int) -> Int {
        let segment = round.segment(for: peer)
        var pieces: [(frame: OutgoingFrame, header: FrameHeader)] = []
        var used = 0
        queues.withOutboxes(for: peer) { edge, outbox in
            // With what it would send by now, so that the peer knows who needs more.
            defer {
                let sent = ledgers[edge * transport.size + peer].sent
                round.words(for: peer)[words.wanted(of: edge)] = sent + UInt64(outbox.unsentBytes)
            }
            while let frame = outbox.frames.first {
                let piece = sizeOfPiece(of: frame, edge, peer, room: segment.count - used)
                guard let piece else {
                    return sizeOfPiece(of: frame, edge, peer, room: segment.count) != nil
                }
                pieces.append((frame, header(of: frame, edge, piece)))
                used += FrameHeader.footprint(piece)
                ledgers[edge * transport.size + peer].send(piece)
                frame.sent += piece
                guard frame.sent == frame.bytes.count else {
                    return sizeOfPiece(of: frame, edge, peer, room: segment.count) != nil
                }
                outbox.removeFirst()
            }
            return false
        }
        var offset = 0
        for piece in pieces {
            let place = segment.baseAddress! + offset
            piece.header.store(to: place)
            let bytes = piece.frame.bytes.baseAddress! + Int(piece.header.offset)
            (place + FrameHeader.size).copyMemory(from: bytes, byteCount: Int(piece.header.bytes))
            offset += FrameHeader.footprint(Int(piece.header.bytes))
        }
        return used
    }

    /// How much of `frame` goes now: all that is left of it, or a piece if it would never go at once.
    private func sizeOfPiece(of frame: OutgoingFrame, _ edge: Int, _ peer: Int, room: Int) -> Int? {
        let left = frame.bytes.count - frame.sent
        let place = room - FrameHeader.size - FrameHeader.alignment
        let available = min(place, ledgers[edge * transport.size + peer].available)
        if left <= available { return left }
        let largest = min(Self.largestWholeFrame(segmentBytes: transport.shape.segmentBytes), queues.budget.share)
        let isOversized = frame.bytes.count > largest
        guard frame.sent > 0 || isOversized, available >= Self.smallestPiece else { return nil }
        return available
    }

    /// The largest frame that fits a segment. What is larger, or than all credit, goes in pieces.
    static func largestWholeFrame(segmentBytes: Int) -> Int {
        segmentBytes - FrameHeader.size - FrameHeader.alignment
    }

    private func header(of frame: OutgoingFrame, _ edge: Int, _ bytes: Int) -> FrameHeader {
        FrameHeader(
            edge: edge, sender: frame.sender, receiver: frame.receiver, records: frame.records, pass: frame.pass,
            frameBytes: frame.bytes.count, offset: frame.sent, bytes: bytes)
    }
}
