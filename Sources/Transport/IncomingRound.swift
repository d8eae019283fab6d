/// What one rank gets from one round. It owns its bytes: whoever keeps it keeps them.
///
/// All buffers that it hands out are valid for as long as the round itself is alive. The last reference may go away on
/// any thread; the memory then serves a later round.
public final class IncomingRound {
    /// 0 for the first round of a transport, then one more each.
    public let number: UInt64
    private let buffer: RoundBuffer
    private let pool: RoundBufferPool

    /// - Parameters:
    ///   - buffer: A round that is complete and reduced. It goes back to `pool` when this object dies.
    init(number: UInt64, buffer: RoundBuffer, pool: RoundBufferPool) {
        self.number = number
        self.buffer = buffer
        self.pool = pool
    }

    deinit { pool.giveBack(buffer) }

    /// Bytes of memory that are kept as long as the round is; they may be more than what came.
    public var memoryBytes: Int { buffer.payload.count + buffer.headers.count }

    /// Words of which all ranks see the same smallest contribution.
    public var minima: UnsafeBufferPointer<UInt128> { UnsafeBufferPointer(buffer.minima) }

    /// Words of which all ranks see the same sum.
    public var sums: UnsafeBufferPointer<UInt64> { UnsafeBufferPointer(buffer.sums) }

    /// The bytes that `peer` sent to this rank, aligned to 16 bytes.
    public func payload(from peer: Int) -> UnsafeRawBufferPointer { buffer.payload(from: peer) }

    /// The words that `peer` addressed to this rank; the first one has index 0.
    public func words(from peer: Int) -> UnsafeBufferPointer<UInt64> { buffer.words(from: peer) }
}

extension IncomingRound: @unchecked Sendable {}
