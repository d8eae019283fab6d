/// One header in memory: what one rank tells one other rank in one round.
struct RoundHeader {
    private let base: UnsafeMutableRawPointer
    private let layout: RoundLayout

    init(at base: UnsafeMutableRawPointer, layout: RoundLayout) {
        self.base = base
        self.layout = layout
    }

    var number: UInt64 {
        get { base.load(as: UInt64.self) }
        nonmutating set { base.storeBytes(of: newValue, as: UInt64.self) }
    }

    /// The size of the payload that follows for the rank that gets this header.
    var byteCount: UInt64 {
        get { base.load(fromByteOffset: 8, as: UInt64.self) }
        nonmutating set { base.storeBytes(of: newValue, toByteOffset: 8, as: UInt64.self) }
    }

    /// The size of all payloads of the sender in this round. Their sum over all ranks says to all alike whether any
    /// payload follows.
    var totalByteCount: UInt64 {
        get { base.load(fromByteOffset: 16, as: UInt64.self) }
        nonmutating set { base.storeBytes(of: newValue, toByteOffset: 16, as: UInt64.self) }
    }

    var minima: UnsafeMutablePointer<UInt128> {
        (base + layout.minimaOffset).assumingMemoryBound(to: UInt128.self)
    }

    var sums: UnsafeMutablePointer<UInt64> {
        (base + layout.sumsOffset).assumingMemoryBound(to: UInt64.self)
    }

    var peerWords: UnsafeMutablePointer<UInt64> {
        (base + layout.peerWordsOffset).assumingMemoryBound(to: UInt64.self)
    }

    /// Writes all that `round` says to `peer`.
    func fill(from round: OutgoingRound, number: UInt64, to peer: Int, totalByteCount: UInt64) {
        self.number = number
        self.totalByteCount = totalByteCount
        byteCount = UInt64(round.byteCounts[peer])
        let shape = layout.shape
        if shape.minima > 0 { minima.update(from: round.minima.baseAddress!, count: shape.minima) }
        if shape.sums > 0 { sums.update(from: round.sums.baseAddress!, count: shape.sums) }
        if shape.peerWords > 0 {
            peerWords.update(from: round.peerWords.baseAddress! + peer * shape.peerWords, count: shape.peerWords)
        }
    }
}
