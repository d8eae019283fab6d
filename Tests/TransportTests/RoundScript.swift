import Transport

/// What every rank puts into every round of a test: a function of seed, rank and round, so that the receiver of a
/// round can say what must be in it.
struct RoundScript: Sendable {
    static let shape = RoundShape(segmentBytes: 300, peerWords: 3, minima: 2, sums: 2)

    let seed: UInt64
    let size: Int

    /// A number that looks random and depends on everything that is given.
    private func word(_ parts: UInt64...) -> UInt64 {
        var state = seed &+ 0x9e37_79b9_7f4a_7c15
        for part in parts {
            state = (state ^ part) &* 0xbf58_476d_1ce4_e5b9
            state ^= state >> 29
        }
        return state &* 0x94d0_49bb_1331_11eb
    }

    /// Some rounds are empty, some segments are, and some are full.
    func byteCount(round: UInt64, from sender: Int, to receiver: Int) -> Int {
        guard sender != receiver, word(1, round) >> 62 != 0 else { return 0 }
        let draw = word(2, round, UInt64(sender), UInt64(receiver)) >> 8
        switch draw % 4 {
        case 0: return 0
        case 1: return Self.shape.segmentBytes
        default: return Int((draw / 4) % UInt64(Self.shape.segmentBytes))
        }
    }

    /// The first byte of a segment; each further one is 7 more.
    private func firstByte(round: UInt64, from sender: Int, to receiver: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: word(3, round, UInt64(sender), UInt64(receiver)) >> 40)
    }

    func peerWord(_ index: Int, round: UInt64, from sender: Int, to receiver: Int) -> UInt64 {
        word(4, round, UInt64(sender), UInt64(receiver), UInt64(index))
    }

    func minimum(_ index: Int, round: UInt64, from sender: Int) -> UInt128 {
        let high = word(5, round, UInt64(sender), UInt64(index)) >> 62
        return UInt128(high) << 64 | UInt128(word(6, round, UInt64(sender), UInt64(index)))
    }

    func sum(_ index: Int, round: UInt64, from sender: Int) -> UInt64 {
        word(7, round, UInt64(sender), UInt64(index))
    }

    func fill(_ outgoing: OutgoingRound, round: UInt64, rank: Int) {
        outgoing.reset()
        for peer in 0..<size {
            let count = byteCount(round: round, from: rank, to: peer)
            outgoing.byteCounts[peer] = count
            let segment = outgoing.segment(for: peer)
            var byte = firstByte(round: round, from: rank, to: peer)
            for index in 0..<count {
                segment[index] = byte
                byte &+= 7
            }
            let words = outgoing.words(for: peer)
            for index in words.indices { words[index] = peerWord(index, round: round, from: rank, to: peer) }
        }
        for index in outgoing.minima.indices { outgoing.minima[index] = minimum(index, round: round, from: rank) }
        for index in outgoing.sums.indices { outgoing.sums[index] = sum(index, round: round, from: rank) }
    }

    /// What is wrong with a round that `rank` got, or `nil`.
    func problem(in incoming: IncomingRound, expecting round: UInt64, rank: Int) -> String? {
        if incoming.number != round { return "round \(incoming.number) was delivered instead of round \(round)" }
        for peer in 0..<size {
            let payload = incoming.payload(from: peer)
            let count = byteCount(round: round, from: peer, to: rank)
            if payload.count != count { return "rank \(peer) sent \(count) bytes, \(payload.count) arrived" }
            if count > 0, Int(bitPattern: payload.baseAddress) % 16 != 0 { return "a payload is not aligned" }
            var byte = firstByte(round: round, from: peer, to: rank)
            for index in 0..<count {
                if payload[index] != byte { return "byte \(index) from rank \(peer) is \(payload[index])" }
                byte &+= 7
            }
            let words = (0..<Self.shape.peerWords).map { peerWord($0, round: round, from: peer, to: rank) }
            if !incoming.words(from: peer).elementsEqual(words) { return "the words from rank \(peer) are wrong" }
        }
        let minima = (0..<Self.shape.minima).map { index in
            (0..<size).map { minimum(index, round: round, from: $0) }.min() ?? .max
        }
        if !incoming.minima.elementsEqual(minima) { return "the minima are wrong" }
        let sums = (0..<Self.shape.sums).map { index in
            (0..<size).reduce(0 as UInt64) { $0 &+ sum(index, round: round, from: $1) }
        }
        if !incoming.sums.elementsEqual(sums) { return "the sums are wrong" }
        return nil
    }
}
