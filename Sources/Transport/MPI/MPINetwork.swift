internal import MPI
internal import Threading

/// The ranks of an MPI job.
///
/// ```swift
/// let network = try MPINetwork.start()
/// let transport = try network.open(RoundShape(segmentBytes: 1 << 18, peerWords: 4, minima: 2, sums: 2))
/// ```
///
/// MPI allows one call at a time in the whole process. The network and its transports see to that among themselves.
public final class MPINetwork {
    /// How many rounds a transport has in flight: the header of one travels while the payload of another one does.
    public static let depth = 2
    /// How long `abort` waits for a call of MPI on another thread before it ends this process alone.
    static let abortPatience = Duration.seconds(1)

    public let rank: Int
    public let size: Int
    private let environment: MPIEnvironment
    /// Headers and payloads travel apart, so that neither waits for the other one's order.
    let headers: Communicator
    let payloads: Communicator
    /// Pieces travel beside the rounds.
    let pieces: Communicator
    /// Counts the transports that were opened: the last one may post.
    private(set) var openingCount = 0
    /// How many rounds of the last transport are posted and not delivered. It stays above 0 for ever if the transport
    /// is dropped then, because what the other ranks send still arrives.
    var inFlight = 0
    private var exchangeCount: UInt64 = 0

    private static let outcome = Result { () throws(MPIError) in
        let environment = try MPIEnvironment.start()
        return try environment.exclusively { () throws(MPIError) in try MPINetwork(environment) }
    }

    /// Starts MPI in this process, or returns the network that an earlier call has started.
    ///
    /// Collective: every process that the launcher started calls it.
    ///
    /// - Throws: `TransportError` if MPI can't be used; its message says why and what to do.
    public static func start() throws(TransportError) -> MPINetwork {
        do { return try outcome.get() } catch { throw TransportError(error) }
    }

    private init(_ environment: MPIEnvironment) throws(MPIError) {
        self.environment = environment
        rank = environment.world.rank
        size = environment.world.size
        headers = try environment.world.duplicate()
        payloads = try environment.world.duplicate()
        pieces = try environment.world.duplicate()
    }

    /// Messages between these ranks that nobody else sees.
    ///
    /// Collective: waits for the other ranks.
    public func openMessages() throws(TransportError) -> MPIMessages {
        do {
            return try lock.withLock { () throws(MPIError) in MPIMessages(self, on: try pieces.duplicate()) }
        } catch { throw TransportError(error) }
    }

    /// Held during every call of MPI, and by whoever reads or writes the state below.
    var lock: Lock { environment.lock }
}

extension MPINetwork: Network {
    public func open(_ shape: RoundShape) throws(TransportError) -> any Transport {
        lock.acquire()
        defer { lock.release() }
        let layout = try RoundLayout(shape: shape, size: size)
        let proposal = ShapeProposal(shape: shape, isReady: inFlight == 0)
        openingCount += 1
        return MPITransport(
            layout: layout, network: self, number: openingCount,
            opening: try MPIOpening(proposal, size: size, on: headers))
    }

    public func startExchange(announcing words: [UInt64]) throws(TransportError) -> any PieceExchange {
        lock.acquire()
        defer { lock.release() }
        let exchange = try MPIPieceExchange(announcing: words, network: self, number: exchangeCount)
        exchangeCount += 1
        return exchange
    }

    public func abort(exitCode: Int32) {
        if lock.acquire(within: Self.abortPatience) { try? environment.world.abort(exitCode: exitCode) }
        exitAtOnce(exitCode)
    }
}

extension MPINetwork: @unchecked Sendable {}
