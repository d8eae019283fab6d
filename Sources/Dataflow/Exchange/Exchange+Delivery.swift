internal import Records
internal import Transport

extension Exchange {
    /// Hands out what a round brought: frames first, then what marks promise about them.
    ///
    /// - Returns: Whether nothing happened anywhere.
    func deliver(_ round: IncomingRound) -> Bool {
        var isQuiet = round.sums[RoundWords.Sum.payloadBytes.rawValue] == 0
        var isCreditNew = false
        let holder = isQuiet ? nil : held.holder(of: round)
        for peer in 0..<transport.size where peer != transport.rank {
            let said = round.words(from: peer)
            queues.neighbours.hear(said[words.sight] == 1, from: peer)
            for edge in edges.indices {
                let (place, limit) = (edge * transport.size + peer, said[words.limit(of: edge)])
                isCreditNew = isCreditNew || limit > ledgers[place].limit
                ledgers[place].announce(limit: limit)
                queues.ask(wanted: said[words.wanted(of: edge)], edge: edge, peer: peer)
            }
            do {
                queues.came(try deliverFrames(of: round, from: peer, holder))
            } catch {
                status.fail(JobError(.internal, "rank \(peer) sent what can't be read: \(error)"))
            }
        }
        if isCreditNew { queues.creditCame() }
        for edge in edges.indices {
            guard let least = Mark(packed: round.minima[edge]) else { continue }
            if edges[edge].deliver(least) { isQuiet = false }
        }
        decide(round)
        lookForStall(round, isQuiet)
        return isQuiet
    }

    private func decide(_ round: IncomingRound) {
        func sum(_ word: RoundWords.Sum) -> UInt64 { round.sums[word.rawValue] }
        agreement.deliver(
            round: round.number, unfinishedRanks: sum(.unfinishedRanks),
            failure: round.minima[words.place(of: .failure)],
            acknowledgements: sum(.acknowledgements))
        if let failure = agreement.failure { status.agreed(failure, rank: transport.rank) }
        func peak(_ word: RoundWords.Minimum) -> Int { Int(~round.minima[words.place(of: word)]) }
        status.note(
            JobTotals(
                bytesExchanged: Int(sum(.bytesExchanged)), bytesShared: Int(sum(.bytesShared)),
                unitsRead: Int(sum(.unitsRead)),
                unitsTotal: Int(sum(.unitsTotal)), recordsRead: Int(sum(.recordsRead)),
                recordsWritten: Int(sum(.recordsWritten)), rounds: Int(round.number) + 1,
                peakExchangeBytes: peak(.peakExchangeBytes),
                peakStateBytes: peak(.peakStateBytes), peakPooledBytes: peak(.peakPooledBytes)))
    }

    /// By the rules of the exchange nobody waits for ever. Should it happen all the same, all ranks notice in the same round.
    private func lookForStall(_ round: IncomingRound, _ isQuiet: Bool) {
        let isOver = round.sums[RoundWords.Sum.unfinishedRanks.rawValue] == 0 || agreement.failure != nil
        let blocked = round.minima[words.place(of: .blockedEdge)]
        stalls.look(
            isStill: isQuiet && !isOver && round.sums[RoundWords.Sum.restlessRanks.rawValue] == 0,
            blockedEdge: blocked < UInt128(edges.count) ? Int(blocked) : nil
        )?.carryOut(edges, status)
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
            .frame(
                IncomingFrame(
                    bytes: bytes, records: Int(header.records), peer: peer, credit: bytes.count, block: block)))
    }

    private func deliver(
        _ header: FrameHeader, _ bytes: UnsafeRawBufferPointer, _ holder: HeldRound?, _ peer: Int
    ) throws(WireError) {
        let inbox = try inbox(of: header, peer)
        let edgeIndex = Int(header.edge)
        if header.bytes == header.frameBytes {
            return inbox.append(.frame(frame(header, bytes, holder, peer)))
        }
        // Pieces are copied as they come, and their credit goes back at once: a frame may be larger than all credit.
        queues.returnCredit(bytes.count, edge: edgeIndex, peer: peer)
        guard let assembled = try assemblers[edgeIndex * transport.size + peer].append(header, bytes) else { return }
        let frame = IncomingFrame(
            bytes: UnsafeRawBufferPointer(assembled), records: Int(header.records), peer: peer, credit: 0,
            owner: FrameMemory(assembled))
        inbox.append(.frame(frame))
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

extension Exchange {
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
