/// Which workers a job has: how many threads each rank runs.
package struct Placement: Sendable, Equatable {
    /// One worker: a thread of a rank.
    package struct Worker: Hashable, Sendable {
        package let rank: Int
        /// From 0 within the rank.
        package let index: Int
    }

    package let rank: Int
    /// Workers of each rank, by rank.
    package let threads: [Int]

    package init(rank: Int, threads: [Int]) {
        precondition(threads.indices.contains(rank) && threads.allSatisfy { $0 > 0 }, "rank \(rank) of \(threads)")
        self.rank = rank
        self.threads = threads
    }

    package var size: Int { threads.count }
    package var localThreads: Int { threads[rank] }

    /// The workers that hold a replica of an operator, in the order of the replicas.
    package func workers(_ replication: Replication) -> [Worker] {
        switch replication {
        case .one: [Worker(rank: 0, index: 0)]
        case .limited(let count): some(count)
        case .onePerRank: threads.indices.map { Worker(rank: $0, index: 0) }
        case .everyWorker:
            threads.enumerated().flatMap { rank, count in (0..<count).map { Worker(rank: rank, index: $0) } }
        }
    }

    /// The first workers of all ranks, then the second ones, up to `count` in all; in the order of the ranks.
    private func some(_ count: Int) -> [Worker] {
        let byIndex = workers(.everyWorker).sorted { ($0.index, $0.rank) < ($1.index, $1.rank) }
        return byIndex.prefix(count).sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
    }
}

/// How many replicas an operator has, and where.
package enum Replication: Hashable, Sendable {
    /// A single one, on the first worker of rank 0.
    case one
    /// So many at most, on the first workers of all ranks, then on the second ones, and so on.
    case limited(Int)
    /// One on the first worker of each rank.
    case onePerRank
    /// One on every worker of every rank.
    case everyWorker
}

extension Replication: CustomStringConvertible {
    package var description: String {
        switch self {
        case .one: "one"
        case .limited(let count): "at most \(count)"
        case .onePerRank: "one per rank"
        case .everyWorker: "every worker"
        }
    }
}

/// One of the copies of an operator that work side by side.
public struct Replica: Sendable, Equatable {
    /// From 0 up to `count`.
    public let index: Int
    /// How many there are over all ranks.
    public let count: Int
    /// The seed of the job's hashes.
    public let seed: UInt64
    /// The bytes that operators on this replica's worker may keep: its share of what the rank may.
    public let stateBytes: Int

    public init(index: Int, count: Int, seed: UInt64, stateBytes: Int = .max) {
        self.index = index
        self.count = count
        self.seed = seed
        self.stateBytes = stateBytes
    }

    /// The part of `total` things that is this replica's when each gets about the same number.
    public func share(of total: Int) -> Range<Int> {
        func start(_ index: Int) -> Int { Int((Int128(total) * Int128(index)) / Int128(count)) }
        return start(index)..<start(index + 1)
    }
}
