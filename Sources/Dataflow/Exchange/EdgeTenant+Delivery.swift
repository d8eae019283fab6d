internal import Records
internal import Session
internal import Transport

extension EdgeTenant {
    /// Hands out what a round brought: frames first, then what marks promise about them.
    func deliver(_ part: IncomingPart) -> Bool {
        var isNews = part.sums[0] > 0
        if let (peers, round) = part.others {
            let holder = isNews ? held.holder(of: round) : nil
            var isCreditNew = false
            for peer in peers {
                if hear(part.words(from: peer), from: peer) { isCreditNew = true }
                do {
                    queues.came(try deliverFrames(of: round, from: peer, holder))
                } catch {
                    onUnreadable(JobError(.internal, "rank \(peer) sent what can't be read: \(error)"))
                }
            }
            if isCreditNew { queues.creditCame() }
        }
        for edge in edges.indices {
            if edges[edge].deliver(enough: part.minima[words.enough(of: edge)]) { isNews = true }
            guard let least = Mark(packed: part.minima[words.mark(of: edge)]) else { continue }
            if edges[edge].deliver(least) { isNews = true }
        }
        return isNews
    }

    /// Takes over what `peer` says of its memory, its credit and its wants.
    ///
    /// - Returns: Whether it gives credit.
    private func hear(_ said: UnsafeBufferPointer<UInt64>, from peer: Int) -> Bool {
        var isCreditNew = false
        queues.neighbours.hear(said[words.sight] == 1, from: peer)
        for edge in edges.indices {
            let (place, limit) = (edge * size + peer, said[words.limit(of: edge)])
            isCreditNew = isCreditNew || limit > ledgers[place].limit
            ledgers[place].announce(limit: limit)
            queues.ask(wanted: said[words.wanted(of: edge)], edge: edge, peer: peer)
        }
        return isCreditNew
    }

    /// - Returns: Bytes of the frames.
    private func deliverFrames(
        of round: IncomingRound, from peer: Int, _ holder: HeldRound?
    ) throws(WireError) -> Int {
        let payload = round.payload(from: peer)
        var total = 0
        var offset = 0
        while offset < payload.count {
            guard payload.count - offset >= FrameHeader.size else { throw WireError(message: "half a frame's header") }
            let header = FrameHeader(loadFrom: payload.baseAddress! + offset)
            let start = offset + FrameHeader.size
            offset = start
            if let number = header.block {
                try deliver(header, try block(number, header, peer), peer)
            } else {
                guard header.bytes <= UInt64(payload.count - start) else {
                    throw WireError(message: "a frame of \(header.bytes) bytes reaches beyond its segment")
                }
                let bytes = UnsafeRawBufferPointer(rebasing: payload[start..<start + Int(header.bytes)])
                try deliver(header, bytes, holder, peer)
                offset += FrameHeader.footprint(bytes.count) - FrameHeader.size
            }
            total += Int(header.bytes)
        }
        return total
    }

    /// The block of a frame that `peer` has handed over.
    private func block(_ number: UInt32, _ header: FrameHeader, _ peer: Int) throws(WireError) -> SharedBlock {
        guard let block = queues.neighbours.block(number, of: peer), header.bytes == header.frameBytes,
            header.bytes <= UInt64(block.memory.count)
        else {
            throw WireError(message: "a frame of \(header.bytes) bytes is said to lie in block \(number)")
        }
        return block
    }

    private func deliver(_ header: FrameHeader, _ block: SharedBlock, _ peer: Int) throws(WireError) {
        let bytes = UnsafeRawBufferPointer(rebasing: block.memory[..<Int(header.bytes)])
        try inbox(of: header, peer).append(
            IncomingFrame(bytes: bytes, records: Int(header.records), peer: peer, credit: bytes.count, block: block))
    }

    private func deliver(
        _ header: FrameHeader, _ bytes: UnsafeRawBufferPointer, _ holder: HeldRound?, _ peer: Int
    ) throws(WireError) {
        let inbox = try inbox(of: header, peer)
        if header.records == 0 { return inbox.endTurn(of: peer) }
        let edgeIndex = Int(header.edge)
        if header.bytes == header.frameBytes {
            return inbox.append(frame(header, bytes, holder, peer))
        }
        // Pieces are copied as they come, and their credit goes back at once: a frame may be larger than all credit.
        queues.returnCredit(bytes.count, edge: edgeIndex, peer: peer)
        guard let assembled = try assemblers[edgeIndex * size + peer].append(header, bytes) else { return }
        let frame = IncomingFrame(
            bytes: UnsafeRawBufferPointer(assembled), records: Int(header.records), peer: peer, credit: 0,
            owner: FrameMemory(assembled))
        inbox.append(frame)
    }

    /// Where a frame goes that `peer` has sent.
    private func inbox(of header: FrameHeader, _ peer: Int) throws(WireError) -> Inbox {
        let edgeIndex = Int(header.edge)
        guard edges.indices.contains(edgeIndex) else { throw WireError(message: "there is no edge \(edgeIndex)") }
        let edge = edges[edgeIndex]
        guard edge.receivers.indices.contains(Int(header.receiver)), let inbox = edge.inboxes[Int(header.receiver)]
        else {
            throw WireError(message: "\(edge.label): replica \(header.receiver) is not on this rank")
        }
        guard edge.senders.indices.contains(Int(header.sender)), edge.senders[Int(header.sender)].rank == peer else {
            throw WireError(message: "\(edge.label): replica \(header.sender) does not send from rank \(peer)")
        }
        guard header.pass == edge.pass else {
            throw WireError(message: "\(edge.label): a frame of pass \(header.pass) comes in pass \(edge.pass)")
        }
        return inbox
    }
}

extension EdgeTenant {
    /// A frame that has come whole. It stays in its round if that is held, else it moves out.
    private func frame(
        _ header: FrameHeader, _ bytes: UnsafeRawBufferPointer, _ holder: HeldRound?, _ peer: Int
    ) -> IncomingFrame {
        let records = Int(header.records)
        if let holder {
            return IncomingFrame(bytes: bytes, records: records, peer: peer, credit: bytes.count, owner: holder)
        }
        let copy = queues.memory.take(atLeast: bytes.count)
        copy.copyMemory(from: bytes)
        return IncomingFrame(
            bytes: UnsafeRawBufferPointer(rebasing: copy[..<bytes.count]), records: records, peer: peer,
            credit: bytes.count, owner: FrameMemory(copy, of: queues.memory))
    }
}
