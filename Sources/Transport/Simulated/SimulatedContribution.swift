/// What one rank has posted as one round, copied so that the round's owner can't change it any more.
final class SimulatedContribution {
    private let layout: RoundLayout
    /// One header for each rank.
    private let headers: UnsafeMutableRawBufferPointer
    private let segments: [[UInt8]]

    init(_ round: OutgoingRound, number: UInt64, byteCount: UInt64, layout: RoundLayout) {
        self.layout = layout
        headers = .allocate(byteCount: layout.headerBytes * layout.size, alignment: RoundLayout.alignment)
        headers.initializeMemory(as: UInt8.self, repeating: 0)
        segments = (0..<layout.size).map { [UInt8](round.segment(for: $0).prefix(round.byteCounts[$0])) }
        for peer in 0..<layout.size {
            header(for: peer).fill(from: round, number: number, to: peer, totalByteCount: byteCount)
        }
    }

    deinit { headers.deallocate() }

    func header(for peer: Int) -> RoundHeader {
        RoundHeader(at: headers.baseAddress! + peer * layout.headerBytes, layout: layout)
    }

    func segment(for peer: Int) -> [UInt8] { segments[peer] }

    /// Whether `round` still says what it said when it was posted.
    func matches(_ round: OutgoingRound) -> Bool {
        for peer in 0..<layout.size {
            guard round.byteCounts[peer] == segments[peer].count,
                segments[peer].elementsEqual(round.segment(for: peer).prefix(segments[peer].count)),
                round.words(for: peer).elementsEqual(
                    UnsafeBufferPointer(start: header(for: peer).peerWords, count: layout.shape.peerWords))
            else { return false }
        }
        let header = header(for: 0)
        return round.minima.elementsEqual(UnsafeBufferPointer(start: header.minima, count: layout.shape.minima))
            && round.sums.elementsEqual(UnsafeBufferPointer(start: header.sums, count: layout.shape.sums))
    }
}

extension SimulatedContribution: @unchecked Sendable {}
