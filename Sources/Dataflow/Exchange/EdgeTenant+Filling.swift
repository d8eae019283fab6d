internal import Session

extension EdgeTenant {
    /// The fewest bytes that are worth a piece of a frame.
    private static var smallestPiece: Int { 1024 }

    /// Puts in what this rank has to give.
    func fill(_ part: OutgoingPart) {
        // A mark may go only with or after all frames that were sent before it: those are in the queues when it's read.
        queues.beginRound()
        for edge in edges { noteMark(of: edge) }
        var (payloadBytes, sharedBytes) = (0, 0)
        for peer in 0..<size where peer != part.rank {
            let (bytes, handedOver) = fillSegment(of: part, for: peer)
            part.setByteCount(bytes, for: peer)
            payloadBytes += bytes + handedOver
            sharedBytes += handedOver
            part.words(for: peer)[words.sight] = queues.neighbours.sees(peer) ? 1 : 0
        }
        for edge in edges.indices {
            part.minima[words.mark(of: edge)] = say(edge)?.packed ?? .max
            part.minima[words.enough(of: edge)] = edges[edge].wayBack.word
        }
        queues.announceLimits { edge, peer, limit in part.words(for: peer)[words.limit(of: edge)] = limit }
        part.sums[0] = UInt64(payloadBytes)
        countSent(payloadBytes, shared: sharedBytes)
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

    /// What of a frame goes in a round.
    private enum Portion {
        /// Bytes of it, copied behind their header.
        case piece(Int)
        /// The block in which all of it lies.
        case block(SharedBlock)
    }

    /// Puts frames for `peer` into its segment, or tells where they lie, as far as its credit and the segment reach; later
    /// edges first, so that what is closer to the end of the job moves on and makes room.
    ///
    /// - Returns: Bytes of the segment, and those of frames that lie elsewhere.
    private func fillSegment(of part: OutgoingPart, for peer: Int) -> (used: Int, handedOver: Int) {
        let segment = part.segment(for: peer)
        var pieces: [(frame: OutgoingFrame, header: FrameHeader)] = []
        var (used, handedOver) = (0, 0)
        queues.withOutboxes(for: peer) { edge, outbox in
            // With what it would send by now, so that the peer knows who needs more.
            defer {
                let sent = ledgers[edge * size + peer].sent
                part.words(for: peer)[words.wanted(of: edge)] = sent + UInt64(outbox.unsentBytes)
            }
            while let frame = outbox.frames.first {
                let portion = portion(of: frame, edge, peer, room: segment.count - used)
                guard let portion else { return self.portion(of: frame, edge, peer, room: segment.count) != nil }
                let bytes: Int
                switch portion {
                case .piece(let piece):
                    bytes = piece
                    pieces.append((frame, header(of: frame, edge, piece)))
                    used += FrameHeader.footprint(piece)
                case .block(let block):
                    bytes = frame.bytes.count
                    pieces.append((frame, header(of: frame, edge, bytes, in: block)))
                    used += FrameHeader.size
                    handedOver += bytes
                    block.handOver()
                }
                ledgers[edge * size + peer].send(bytes)
                frame.sent += bytes
                guard frame.sent == frame.bytes.count else {
                    return self.portion(of: frame, edge, peer, room: segment.count) != nil
                }
                outbox.removeFirst()
            }
            return false
        }
        var offset = 0
        for piece in pieces {
            let place = segment.baseAddress! + offset
            piece.header.store(to: place)
            guard piece.header.block == nil else {
                offset += FrameHeader.size
                continue
            }
            let bytes = piece.frame.bytes.baseAddress! + Int(piece.header.offset)
            (place + FrameHeader.size).copyMemory(from: bytes, byteCount: Int(piece.header.bytes))
            offset += FrameHeader.footprint(Int(piece.header.bytes))
        }
        return (used, handedOver)
    }

    private func portion(of frame: OutgoingFrame, _ edge: Int, _ peer: Int, room: Int) -> Portion? {
        let isCovered = ledgers[edge * size + peer].available >= frame.bytes.count
        if isCovered, room >= FrameHeader.size, let block = frame.block, queues.neighbours.isSeen(by: peer) {
            return .block(block)
        }
        return sizeOfPiece(of: frame, edge, peer, room: room).map { .piece($0) }
    }

    /// How much of `frame` goes now: all that is left of it, or a piece if it would never go at once.
    private func sizeOfPiece(of frame: OutgoingFrame, _ edge: Int, _ peer: Int, room: Int) -> Int? {
        let left = frame.bytes.count - frame.sent
        let place = room - FrameHeader.size - FrameHeader.alignment
        let available = min(place, ledgers[edge * size + peer].available)
        if left <= available { return left }
        let largest = min(Self.largestWholeFrame(segmentBytes: shape.segmentBytes), queues.budget.share)
        let isOversized = frame.bytes.count > largest
        guard frame.sent > 0 || isOversized, available >= Self.smallestPiece else { return nil }
        return available
    }

    /// The largest frame that fits a segment. What is larger, or than all credit, goes in pieces.
    static func largestWholeFrame(segmentBytes: Int) -> Int {
        segmentBytes - FrameHeader.size - FrameHeader.alignment
    }

    private func header(
        of frame: OutgoingFrame, _ edge: Int, _ bytes: Int, in block: SharedBlock? = nil
    ) -> FrameHeader {
        FrameHeader(
            edge: edge, sender: frame.sender, receiver: frame.receiver, records: frame.records, pass: frame.pass,
            frameBytes: frame.bytes.count, offset: frame.sent, bytes: bytes, block: block?.index)
    }
}
