internal import Foundation
package import Transport

extension SimulatedCluster {
    /// Runs `body` once for each rank, each on a thread of its own, and returns their results in rank order.
    ///
    /// - Throws: ``MissingRanks`` if some don't return.
    package func onEveryRank<Result: Sendable>(
        _ body: @escaping @Sendable (any Network) -> Result
    ) throws(MissingRanks) -> [Result] {
        let results = RankResults<Result>(size: size)
        for rank in 0..<size {
            let network = network(for: rank)
            Thread.detachNewThread { results.set(body(network), rank: rank) }
        }
        return try results.wait()
    }
}

/// Simulated ranks that did not return; their threads stay.
package struct MissingRanks: Error {
    package let ranks: [Int]
}

/// What the threads of a cluster return; whoever waits for it waits for all of them.
private final class RankResults<Result: Sendable>: @unchecked Sendable {
    /// Half of what the suites allow for a test.
    private static var patience: TimeInterval { 300 }

    private let condition = NSCondition()
    private var results: [Result?]

    init(size: Int) { results = Array(repeating: nil, count: size) }

    func set(_ result: Result, rank: Int) {
        condition.lock()
        results[rank] = result
        condition.broadcast()
        condition.unlock()
    }

    func wait() throws(MissingRanks) -> [Result] {
        condition.lock()
        defer { condition.unlock() }
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while results.contains(where: { $0 == nil }) {
            guard condition.wait(until: deadline) else {
                throw MissingRanks(ranks: results.indices.filter { results[$0] == nil })
            }
        }
        return results.compactMap { $0 }
    }
}
