internal import Threading

/// A job of one process, which needs no launcher and no MPI.
///
/// ```swift
/// let network = LocalNetwork()    // rank 0 of 1
/// ```
public final class LocalNetwork {
    private let lock = Lock()
    private var openingCount = 0
    private var inFlight = 0

    public init() {}

    /// Whether no later transport was opened.
    func isCurrent(_ opening: Int) -> Bool { lock.withLock { openingCount == opening } }

    /// Counts rounds that are posted and not delivered.
    func count(inFlight change: Int) { lock.withLock { inFlight += change } }
}

extension LocalNetwork: Network {
    public var rank: Int { 0 }
    public var size: Int { 1 }

    public func open(_ shape: RoundShape) throws(TransportError) -> any Transport {
        let layout = try RoundLayout(shape: shape, size: size)
        lock.acquire()
        defer { lock.release() }
        try ShapeProposal.check([ShapeProposal(shape: shape, isReady: inFlight == 0)])
        openingCount += 1
        return LocalTransport(layout: layout, network: self, opening: openingCount)
    }

    public func startExchange(announcing words: [UInt64]) -> any PieceExchange { LocalPieceExchange(announcing: words) }

    public func abort(exitCode: Int32) { exitAtOnce(exitCode) }
}

extension LocalNetwork: @unchecked Sendable {}
