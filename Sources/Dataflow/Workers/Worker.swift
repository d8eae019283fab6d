internal import Threading

/// One thread of a rank, with a replica of everything that runs there.
final class Worker: @unchecked Sendable {
    /// Steps between two looks at the exchange while there is enough to do.
    private static let stepsPerTurn = 4

    private let index: Int
    private let status: JobStatus
    private let exchange: Exchange?
    private let parker: Parker
    private let makeOperators: () throws -> [Operator]
    @exclusivity(unchecked) private var idleness = Idleness()

    init(
        index: Int, status: JobStatus, exchange: Exchange?, parker: Parker,
        makeOperators: @escaping () throws -> [Operator]
    ) {
        self.index = index
        self.status = status
        self.exchange = exchange
        self.parker = parker
        self.makeOperators = makeOperators
    }

    /// Runs the worker's operators to their ends; on its own thread.
    func run() {
        do {
            try work(try makeOperators())
        } catch {
            status.fail(JobError(wrapping: error, operator: nil))
        }
        status.workerFinished()
    }

    private func work(_ all: [Operator]) throws {
        var operators = all
        var steps = 0
        while !operators.isEmpty && !status.isStopping {
            let moved = try step(operators, .fullBatches) ?? step(operators, .anything)
            steps += 1
            if let moved {
                idleness.reset()
                if operators[moved].isFinished { operators.remove(at: moved) }
                if steps.isMultiple(of: Self.stepsPerTurn) { _ = exchange?.turn() }
            } else if !(exchange?.turn() ?? false) {
                // A round that brought nothing for this worker is no reason to stay awake.
                idleness.wait(parker, hasExchange: exchange != nil, status)
            }
        }
    }

    /// Steps the first operator that has something to do.
    ///
    /// - Returns: Its place, or nil if there is none.
    private func step(_ operators: [Operator], _ eagerness: Eagerness) throws -> Int? {
        // Once per batch and operator: a retain and a release of each would show.
        try operators.withUnsafeBufferPointer { operators in
            for place in operators.indices {
                let candidate = Unmanaged.passUnretained(operators[place])
                do {
                    if try candidate._withUnsafeGuaranteedRef({ try $0.step(eagerness) }) { return place }
                } catch {
                    throw JobError(wrapping: error, operator: operators[place].label)
                }
            }
            return nil
        }
    }
}

/// How a worker that has nothing to do waits: the longer, the deeper.
struct Idleness {
    /// Looks at the exchange before the core is given away for a while.
    private static let yields = 100
    /// Naps between looks at the exchange, before it's left to the rank's own thread.
    private static let naps = 40
    private static let nap = 50
    /// Whoever has something for a worker wakes it; it looks by itself only to be safe.
    private static let sleep = 20_000

    private var rounds = 0

    mutating func reset() { rounds = 0 }

    mutating func wait(_ parker: Parker, hasExchange: Bool, _ status: JobStatus) {
        rounds += 1
        if !hasExchange {
            parker.park(microseconds: Self.sleep)
        } else if rounds <= Self.yields {
            EngineThread.yield()
        } else if rounds <= Self.yields + Self.naps {
            parker.park(microseconds: Self.nap)
        } else {
            status.asleep { parker.park(microseconds: Self.sleep) }
        }
    }
}
