import Testing

@testable import MPI

struct AlltoallvRoundsTests {
    @Test func pieces_everythingFits_isZero() {
        #expect(AlltoallvRounds.pieces(Segments(packing: [3, 4, 3]), limit: 10) == 0)
    }

    @Test func pieces_smallSegmentsFarInBuffer_isOne() {
        #expect(AlltoallvRounds.pieces(Segments(packing: [6, 6]), limit: 10) == 1)
    }

    @Test(arguments: [(10, 1), (11, 2), (20, 2), (21, 3)])
    func pieces_largeSegment_isRoundedUp(count: Int, pieces: Int) {
        #expect(AlltoallvRounds.pieces(Segments(packing: [5, count]), limit: 10) == pieces)
    }

    @Test func pieces_emptySegmentFarInBuffer_isZero() {
        #expect(AlltoallvRounds.pieces(Segments(counts: [4, 0], displacements: [0, 1 << 40]), limit: 10) == 0)
    }

    @Test func rounds_nothingToSplit_isTheExchangeItself() {
        let sent = Segments(counts: [1, 0], displacements: [3, 1 << 40])
        let received = Segments(packing: [1, 2])
        let rounds = AlltoallvRounds.rounds(rank: 0, sent: sent, received: received, pieces: 0, limit: 10)
        #expect(
            rounds == [
                AlltoallvRounds.Round(
                    sentBase: 0, sentCounts: [1, 0], sentDisplacements: [3, 0], receivedBase: 0,
                    receivedCounts: [1, 2],
                    receivedDisplacements: [0, 1])
            ])
    }

    @Test func rounds_beyond32Bits_fitThem() {
        let half = Int(Int32.max) / 2 + 10
        let segments = Segments(packing: [half, 5 << 31, half])
        let pieces = AlltoallvRounds.pieces(segments, limit: MessageLimit.byteCount)
        #expect(pieces == 6)
        let rounds = AlltoallvRounds.rounds(
            rank: 1, sent: segments, received: segments, pieces: pieces, limit: MessageLimit.byteCount)
        #expect(rounds.count == 18)
        #expect(rounds.reduce(0) { $0 + $1.sentCounts.reduce(0) { $0 + Int($1) } } == segments.counts.reduce(0, +))
    }

    /// All ranks' rounds, carried out by copying, must do what one large exchange does.
    @Test(arguments: [1, 2, 3, 4, 7], [1, 3, 10, 1000])
    func rounds_carriedOutTogether_moveEveryByteOnce(size: Int, limit: Int) {
        func count(_ sender: Int, _ receiver: Int) -> Int { (sender * 7 + receiver * 13) % 23 }
        let sent = (0..<size).map { sender in Segments(packing: (0..<size).map { count(sender, $0) }) }
        let received = (0..<size).map { receiver in Segments(packing: (0..<size).map { count($0, receiver) }) }
        let pieces = (sent + received).map { AlltoallvRounds.pieces($0, limit: limit) }.max() ?? 0
        let plans = (0..<size).map {
            AlltoallvRounds.rounds(rank: $0, sent: sent[$0], received: received[$0], pieces: pieces, limit: limit)
        }
        var arrived = received.map { [Int](repeating: -1, count: $0.extent) }
        for index in plans[0].indices {
            for sender in 0..<size {
                for receiver in 0..<size {
                    let from = plans[sender][index]
                    let to = plans[receiver][index]
                    #expect(from.sentCounts[receiver] == to.receivedCounts[sender])
                    #expect(from.sentCounts[receiver] <= Int32(limit))
                    for offset in 0..<Int(from.sentCounts[receiver]) {
                        let source = from.sentBase + Int(from.sentDisplacements[receiver]) + offset
                        let target = to.receivedBase + Int(to.receivedDisplacements[sender]) + offset
                        #expect(arrived[receiver][target] == -1)
                        arrived[receiver][target] = sender << 20 | source
                    }
                }
            }
        }
        for receiver in 0..<size {
            for sender in 0..<size {
                for offset in 0..<count(sender, receiver) {
                    let target = received[receiver].displacements[sender] + offset
                    let source = sent[sender].displacements[receiver] + offset
                    #expect(arrived[receiver][target] == sender << 20 | source)
                }
            }
        }
    }
}
