/// What one rank puts into one round: a segment of bytes and some words for each peer, and words to reduce.
///
/// The memory is allocated once; a round is filled, posted, delivered and then filled again.
public final class OutgoingRound {
    public let shape: RoundShape
    public let size: Int
    /// One segment of `shape.segmentBytes` for each rank, one after the other, aligned to 64 bytes. A rank's own
    /// segment stays empty.
    public let payload: UnsafeMutableRawBufferPointer
    /// How many bytes of each rank's segment are filled.
    public let byteCounts: UnsafeMutableBufferPointer<Int>
    public let peerWords: UnsafeMutableBufferPointer<UInt64>
    public let minima: UnsafeMutableBufferPointer<UInt128>
    public let sums: UnsafeMutableBufferPointer<UInt64>

    public init(shape: RoundShape, size: Int) {
        self.shape = shape
        self.size = size
        payload = .allocate(byteCount: max(1, shape.segmentBytes * size), alignment: 64)
        byteCounts = .allocate(capacity: size)
        peerWords = .allocate(capacity: shape.peerWords * size)
        minima = .allocate(capacity: shape.minima)
        sums = .allocate(capacity: shape.sums)
        byteCounts.initialize(repeating: 0)
        peerWords.initialize(repeating: 0)
        minima.initialize(repeating: .max)
        sums.initialize(repeating: 0)
    }

    deinit {
        payload.deallocate()
        byteCounts.deallocate()
        peerWords.deallocate()
        minima.deallocate()
        sums.deallocate()
    }

    /// Empties the round: no bytes, words for peers and sums 0, minima neutral.
    public func reset() {
        byteCounts.update(repeating: 0)
        peerWords.update(repeating: 0)
        minima.update(repeating: .max)
        sums.update(repeating: 0)
    }

    /// The bytes that `peer` gets, of which `byteCounts[peer]` are filled.
    public func segment(for peer: Int) -> UnsafeMutableRawBufferPointer {
        let start = peer * shape.segmentBytes
        return UnsafeMutableRawBufferPointer(rebasing: payload[start..<start + shape.segmentBytes])
    }

    /// The words that `peer` gets.
    public func words(for peer: Int) -> UnsafeMutableBufferPointer<UInt64> {
        let start = peer * shape.peerWords
        return UnsafeMutableBufferPointer(rebasing: peerWords[start..<start + shape.peerWords])
    }
}
