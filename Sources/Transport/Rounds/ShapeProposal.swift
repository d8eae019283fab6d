/// What a rank wants to open, for all ranks to compare.
struct ShapeProposal: Equatable {
    /// Layout of headers; changed whenever ranks of different builds could misread each other.
    private static let version: UInt64 = 1
    static let wordCount = 6

    /// The words to exchange.
    let words: [UInt64]

    /// - Parameter isReady: Whether this rank has no round of an earlier transport in flight.
    init(shape: RoundShape, isReady: Bool) {
        words = [
            Self.version, UInt64(shape.segmentBytes), UInt64(shape.peerWords), UInt64(shape.minima),
            UInt64(shape.sums), isReady ? 1 : 0,
        ]
    }

    init(words: [UInt64]) { self.words = words }

    private var isReady: Bool { words[5] == 1 }

    /// Throws, on all ranks alike, unless the ranks propose the same and all are ready.
    ///
    /// - Parameter proposals: What each rank proposes, in rank order.
    static func check(_ proposals: [ShapeProposal]) throws(TransportError) {
        if let busy = proposals.firstIndex(where: { !$0.isReady }) {
            throw TransportError(
                message: "rank \(busy) opens a transport while rounds of the one before are in flight; poll until "
                    + "every round that was posted is delivered")
        }
        guard let other = proposals.firstIndex(where: { $0 != proposals[0] }) else { return }
        throw TransportError(
            message: "rank 0 opens a transport of \(proposals[0].text), rank \(other) of \(proposals[other].text); "
                + "all ranks must run the same program and open the same transports in the same order")
    }

    private var text: String {
        "\(words[1]) bytes per segment, \(words[2]) peer words, \(words[3]) minima and \(words[4]) sums "
            + "(layout \(words[0]))"
    }
}
