internal import Dataflow
public import Renoir
internal import Threading
internal import Transport

/// Runs a program on ranks that are simulated in this process, each with some workers.
///
/// ```swift
/// let sums = try SimulatedJob(ranks: 3, threads: 2, seed: 7).run { context in
///     let sum = context.parallelStream(0..<100).fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collectAll()
///     try context.execute()
///     return sum.value
/// }
/// #expect(sums == [[4950], [4950], [4950]])
/// ```
///
/// Rounds take their time, as the seed says, and all records between ranks go through the wire; in copies, in memory that
/// ranks share as those of one host do, or in either, which the seed decides too. A failure throws on all
/// ranks, where a real job would end.
public struct SimulatedJob: Sendable {
    public var ranks: Int
    /// Workers of each rank.
    public var threads: Int
    public var seed: UInt64
    /// Bytes of records in a batch; small ones make many batches of little data.
    public var batchBytes = 256
    /// Bytes that may be on their way to a rank; little makes senders wait.
    public var exchangeBytes = 64 << 10

    public init(ranks: Int, threads: Int = 1, seed: UInt64 = 0) {
        self.ranks = ranks
        self.threads = threads
        self.seed = seed
    }

    /// Runs `program` on each rank, on a thread of its own.
    ///
    /// - Returns: What it returned, by rank.
    /// - Throws: What it threw on the lowest rank that threw.
    public func run<Result: Sendable>(
        _ program: @escaping @Sendable (StreamContext) throws -> Result
    ) throws -> [Result] {
        try outcomes(program).map { try $0.get() }
    }

    /// As ``run(_:)``, with what each rank threw.
    ///
    /// - Parameter configure: Changes settings that this type has no name for.
    public func outcomes<Outcome: Sendable>(
        _ program: @escaping @Sendable (StreamContext) throws -> Outcome,
        configured configure: (inout RuntimeConfig) -> Void = { _ in }
    ) throws -> [Result<Outcome, any Error>] {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        let results = Results<Outcome>(count: ranks)
        let threads = try (0..<ranks).map { rank in
            var config = config(for: cluster.network(for: rank))
            configure(&config)
            let settled = config
            return try EngineThread { results.set(rank, Swift.Result { try program(StreamContext(settled)) }) }
        }
        for thread in threads { thread.join() }
        return results.all
    }

    private func config(for network: any Network) -> RuntimeConfig {
        var config = RuntimeConfig.ranks(of: network, threads: threads)
        config.batchBytes = batchBytes
        config.exchangeBytes = exchangeBytes
        // Workers that all wait for each other are a fault, not something to get over.
        config.mostOverdrafts = 0
        config.isQuiet = true
        config.sharesMemory = seed % 3 == 0 || seed % 3 == 1 && network.rank.isMultiple(of: 2)
        return config
    }
}

/// What the ranks returned, which they note side by side.
private final class Results<Outcome: Sendable>: @unchecked Sendable {
    private let lock = Lock()
    private var results: [Result<Outcome, any Error>?]

    init(count: Int) { results = Array(repeating: nil, count: count) }

    var all: [Result<Outcome, any Error>] { lock.withLock { results.map { $0! } } }

    func set(_ rank: Int, _ result: Result<Outcome, any Error>) { lock.withLock { results[rank] = result } }
}
