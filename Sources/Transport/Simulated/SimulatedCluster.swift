internal import Threading

/// Ranks inside one process, for tests: a network that is slow, uneven and, if asked, wrong.
///
/// ```swift
/// let cluster = SimulatedCluster(ranks: 4, seed: 1)
/// // on one thread for each rank:
/// let transport = try cluster.network(for: rank).open(shape)
/// ```
///
/// Rounds complete in an order of their own and are kept back for a number of polls that depends on the seed, the rank
/// and the round only; nothing sleeps. A round that its owner changes while it is in flight is an error.
public final class SimulatedCluster {
    public let size: Int
    public let seed: UInt64
    let faults: Set<SimulatedFault>
    let delays: SimulatedDelays
    /// How long a rank that opens a transport waits for the others.
    let patience: Duration
    private let lock = Lock()
    private var openings: [SimulatedOpening] = []
    private var openingCounts: [Int]
    private var meetings: [UInt64: SimulatedMeeting] = [:]
    private var meetingCounts: [UInt64]
    private var abortion: SimulatedAbort?

    /// - Parameters:
    ///   - seed: Decides all delays. Print it when a test fails.
    ///   - faults: What goes wrong.
    ///   - patience: How long a rank that opens a transport waits for the others.
    public init(
        ranks: Int, seed: UInt64, faults: Set<SimulatedFault> = [], delays: SimulatedDelays = .varied,
        patience: Duration = .seconds(30)
    ) {
        precondition(ranks > 0, "a cluster of \(ranks) ranks")
        size = ranks
        self.seed = seed
        self.faults = faults
        self.delays = delays
        self.patience = patience
        openingCounts = [Int](repeating: 0, count: ranks)
        meetingCounts = [UInt64](repeating: 0, count: ranks)
    }

    /// The cluster as `rank` sees it. Each call makes one more process of that rank: one call per rank.
    public func network(for rank: Int) -> any Network {
        precondition((0..<size).contains(rank), "rank \(rank) of \(size)")
        return SimulatedNetwork(cluster: self, rank: rank)
    }

    /// Opens a transport for all ranks at once, for a test that drives all of them from one thread.
    ///
    /// - Returns: The transports in rank order.
    public func openAll(_ shape: RoundShape) throws(TransportError) -> [any Transport] {
        let networks = (0..<size).map { SimulatedNetwork(cluster: self, rank: $0) }
        for network in networks { network.propose(shape) }
        var transports: [any Transport] = []
        for network in networks { transports.append(try network.finishOpening(shape)) }
        return transports
    }

    /// Who ended the job first, if anybody did.
    public var abort: SimulatedAbort? { lock.withLock { abortion } }

    func recordAbort(_ abort: SimulatedAbort) {
        lock.withLock { if abortion == nil { abortion = abort } }
    }

    /// Takes part in the next opening.
    ///
    /// - Returns: The index of the opening.
    func propose(_ proposal: ShapeProposal, rank: Int) -> Int {
        lock.withLock {
            let index = openingCounts[rank]
            openingCounts[rank] += 1
            if index == openings.count { openings.append(SimulatedOpening(size: size)) }
            openings[index].propose(proposal, rank: rank)
            return index
        }
    }

    /// Calls `body` with one opening and its rounds, unless a rank has ended the job.
    func withOpening<Result>(
        _ index: Int, _ body: (inout SimulatedOpening) -> Result
    ) throws(TransportError) -> Result {
        lock.acquire()
        defer { lock.release() }
        if let abortion { throw abortion.error }
        return body(&openings[index])
    }

    /// Takes part in the next exchange of pieces.
    ///
    /// - Returns: Its number.
    func enterMeeting(rank: Int) -> UInt64 {
        lock.withLock {
            let number = meetingCounts[rank]
            meetingCounts[rank] += 1
            if meetings[number] == nil { meetings[number] = SimulatedMeeting(size: size) }
            return number
        }
    }

    /// Calls `body` with one exchange that this rank has entered and not left, unless a rank has ended the job.
    func withMeeting<Result>(
        _ number: UInt64, _ body: (inout SimulatedMeeting) -> Result
    ) throws(TransportError) -> Result {
        lock.acquire()
        defer { lock.release() }
        if let abortion { throw abortion.error }
        guard let index = meetings.index(forKey: number) else { preconditionFailure("exchange \(number) is over") }
        return body(&meetings.values[index])
    }

    /// Says that a rank won't use the exchange any more.
    func leaveMeeting(_ number: UInt64) {
        lock.withLock {
            if meetings[number]?.leave() == true { meetings[number] = nil }
        }
    }
}

extension SimulatedCluster: @unchecked Sendable {}
