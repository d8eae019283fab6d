import RenoirDomains
import RenoirTestKit

/// A size of a job: every action has to give the same answer at each of them.
struct JobShape: Sendable, CustomStringConvertible {
    let ranks: Int
    let threads: Int

    var description: String { "\(ranks) ranks × \(threads) threads" }

    static let all: [JobShape] = [1, 2, 3, 4, 7].flatMap { ranks in (1...2).map { JobShape(ranks: ranks, threads: $0) }
    }

    /// Each number of ranks once, where a job has many parts.
    static let some = [(1, 2), (2, 1), (3, 2), (4, 1), (7, 1)].map { JobShape(ranks: $0.0, threads: $0.1) }

    var job: SimulatedJob { SimulatedJob(ranks: ranks, threads: threads, seed: UInt64(ranks * 10 + threads)) }

    /// What an action gives on rank 0; checks that the other ranks get nothing.
    func answer<Source, Partial, Value>(
        within limit: Duration? = nil, _ action: Action<Source, Partial, Value>
    ) throws -> Answer<Value> {
        let answers = try job.run { context in try action.run(context, within: limit) }
        guard answers.dropFirst().allSatisfy({ $0.value == nil }) else { throw UnexpectedValue(shape: self) }
        return answers[0]
    }

    func value<Source, Partial, Value>(_ action: Action<Source, Partial, Value>) throws -> Value? {
        let answer = try answer(action)
        guard answer.isComplete else { throw UnexpectedValue(shape: self) }
        return answer.value
    }
}

/// A rank has a value that it should not have.
struct UnexpectedValue: Error {
    let shape: JobShape
}
