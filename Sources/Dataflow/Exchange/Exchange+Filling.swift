internal import Transport

extension Exchange {
    /// The fewest bytes that are worth a piece of a frame.
    private static var smallestPiece: Int { 1024 }

    /// Puts into `round` what this rank has to give.
    func fill(_ round: OutgoingRound) {
        // A mark may go only with or after all frames that were sent before it: it's read first, and goes if
        // nothing of its edge is left in the queues afterwards.
        let marks = edges.map(\.leastLocalMark)
        var payloadBytes = 0
        for peer in 0..<transport.size where peer != transport.rank {
            round.byteCounts[peer] = fillSegment(of: round, for: peer)
            payloadBytes += round.byteCounts[peer]
        }
        for (edge, mark) in marks.enumerated() {
            if let mark, queues.isEmpty(edge: edge) { contributed[edge] = mark }
            // A rank without senders has nothing to say; one whose frames wait repeats what it said before.
            let said = contributed[edge] ?? (mark == nil ? nil : .start)
            round.minima[edge] = said?.packed ?? .max
        }
        queues.announceLimits { edge, peer, limit in round.words(for: peer)[edge] = limit }
        fillWords(of: round, payloadBytes)
    }

    private func fillWords(of round: OutgoingRound, _ payloadBytes: Int) {
        status.countSent(payloadBytes)
        let report = status.report()
        round.minima[words.failure] = report.failure?.packed ?? .max
        func set(_ word: RoundWords.Sum, _ value: Int) { round.sums[word.rawValue] = UInt64(value) }
        set(.unfinishedRanks, report.isFinished ? 0 : 1)
        set(.acknowledgements, report.isAcknowledged ? 1 : 0)
        set(.payloadBytes, payloadBytes)
        set(.bytesExchanged, report.bytesSent)
        set(.unitsRead, report.unitsRead)
        set(.unitsTotal, report.unitsTotal)
        set(.recordsRead, report.recordsRead)
        set(.recordsWritten, report.recordsWritten)
    }

    /// Copies frames for `peer` as far as its credit and the segment reach; later edges first, so that what is closer to
    /// the end of the job moves on and makes room.
    private func fillSegment(of round: OutgoingRound, for peer: Int) -> Int {
        let segment = round.segment(for: peer)
        var pieces: [(frame: OutgoingFrame, header: FrameHeader)] = []
        var used = 0
        queues.withOutboxes(for: peer) { edge, outbox in
            while let frame = outbox.frames.first {
                let piece = sizeOfPiece(of: frame, edge, peer, room: segment.count - used)
                guard let piece else { return }
                pieces.append((frame, header(of: frame, edge, piece)))
                used += FrameHeader.footprint(piece)
                ledgers[edge * transport.size + peer].send(piece)
                frame.sent += piece
                guard frame.sent == frame.bytes.count else { return }
                outbox.removeFirst()
            }
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
        let isOversized = frame.bytes.count > Self.largestWholeFrame(segmentBytes: transport.shape.segmentBytes)
        guard frame.sent > 0 || isOversized, available >= Self.smallestPiece else { return nil }
        return available
    }

    /// Frames above this size go in pieces.
    static func largestWholeFrame(segmentBytes: Int) -> Int {
        segmentBytes - FrameHeader.size - FrameHeader.alignment
    }

    private func header(of frame: OutgoingFrame, _ edge: Int, _ bytes: Int) -> FrameHeader {
        FrameHeader(
            edge: edge, sender: frame.sender, receiver: frame.receiver, records: frame.records, pass: frame.pass,
            frameBytes: frame.bytes.count, offset: frame.sent, bytes: bytes)
    }
}
