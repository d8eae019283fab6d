import Foundation
import Renoir
import RenoirTestKit

/// A size of a job: every operator has to give the same records at each of them.
struct Shape: Sendable, CustomStringConvertible {
    let ranks: Int
    let threads: Int
    let seed: UInt64

    var description: String { "\(ranks) ranks × \(threads) threads, seed \(seed)" }

    /// Each number of ranks once; with `RENOIR_SHAPES=all`, as long tests set it, with one to three threads and two seeds each.
    static let all: [Shape] =
        ProcessInfo.processInfo.environment["RENOIR_SHAPES"] == "all"
        ? [1, 2, 3, 4, 7].flatMap { ranks in
            [1, 2, 3].flatMap { threads in
                (0..<2).map { Shape(ranks: ranks, threads: threads, seed: UInt64(ranks * 100 + threads * 10 + $0)) }
            }
        }
        : [(1, 1), (1, 3), (2, 1), (3, 2), (4, 1), (7, 2)].map { ranks, threads in
            Shape(ranks: ranks, threads: threads, seed: UInt64(ranks * 100 + threads * 10))
        }

    /// Alone, on threads of one rank, on threads of several.
    static let few = [
        Shape(ranks: 1, threads: 1, seed: 1), Shape(ranks: 1, threads: 3, seed: 2),
        Shape(ranks: 3, threads: 2, seed: 4),
    ]

    var job: SimulatedJob { SimulatedJob(ranks: ranks, threads: threads, seed: seed) }

    /// What `pipeline` collects on rank 0; checks that the other ranks get nothing.
    func collect<Element: Sendable>(
        _ pipeline: @escaping @Sendable (StreamContext) -> DataStream<Element>
    ) throws -> [Element] {
        let results = try job.run { context in
            let collected = pipeline(context).collect()
            try context.execute()
            return collected.value
        }
        guard results.dropFirst().allSatisfy({ $0 == nil }) else { throw UnexpectedResult(shape: self) }
        return results[0] ?? []
    }
}

/// A rank has a result that it should not have.
struct UnexpectedResult: Error {
    let shape: Shape
}
