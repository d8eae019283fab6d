internal import CEngine
internal import Session
internal import Threading

/// One thread of a rank, with a replica of everything that runs there.
final class Worker: @unchecked Sendable {
    /// Steps between two looks at the rounds while there is enough to do.
    private static let stepsPerTurn = 4
    /// Nanoseconds for which records wait at most, at each operator, for others that fill their batch.
    private static let sweepInterval: UInt64 = 2_000_000

    private let index: Int
    private let status: JobStatus
    private let pump: any RoundPump
    private let parker: Parker
    private let bell: RoundBell?
    private let makeOperators: () throws -> [Operator]
    @exclusivity(unchecked) private var idleness = Idleness()

    init(
        index: Int, status: JobStatus, pump: any RoundPump, parker: Parker, bell: RoundBell?,
        makeOperators: @escaping () throws -> [Operator]
    ) {
        self.index = index
        self.status = status
        self.pump = pump
        self.parker = parker
        self.bell = bell
        self.makeOperators = makeOperators
    }

    /// Runs the worker's operators to their ends; on its own thread.
    func run() {
        renoir_enter_thread(Int32(status.rank ?? -1))
        defer { renoir_leave_thread() }
        do {
            try work(try makeOperators())
        } catch {
            status.fail(JobError(wrapping: error, operator: nil))
        }
        // What its operators said last is for others, who may be asleep.
        _ = pump.turn(isIdle: true)
        status.workerFinished(index)
    }

    private func work(_ all: [Operator]) throws {
        defer { renoir_work_on(nil) }
        var operators = all
        var steps = 0
        var lastSweep = MonotonicClock.now
        while !operators.isEmpty && !status.isStopping {
            let moved = try step(operators, .fullBatches) ?? step(operators, .anything)
            renoir_work_on(nil)
            steps += 1
            if let moved {
                if idleness.reset() { status.moved() }
                let operation = operators[moved]
                if operation.isFinished {
                    operators.remove(at: moved)
                } else if operation.isSource {
                    // The next one has its turn.
                    operators.append(operators.remove(at: moved))
                }
                // What the step had to say comes before the next one, which may be slow.
                let isTurn = steps.isMultiple(of: Self.stepsPerTurn) || operation.isSource || bell?.isRung ?? false
                guard isTurn else { continue }
                _ = pump.turn(isIdle: false)
                let now = MonotonicClock.now
                guard now > lastSweep + Self.sweepInterval else { continue }
                lastSweep = now
                try sweep(&operators)
            } else if !pump.turn(isIdle: true) {
                // A round that brought nothing for this worker is no reason to stay awake.
                if idleness.isDeep(hasPeers: pump.hasPeers) {
                    status.asleep(index, Obstacles(of: operators)) { parker.park(microseconds: Idleness.longestSleep) }
                } else {
                    idleness.wait(parker)
                }
            }
        }
    }

    /// Takes what is left in batches that are not full one step further, all the way from the sources: where there is
    /// always something to do, it would wait for more otherwise.
    private func sweep(_ operators: inout [Operator]) throws {
        for candidate in operators.reversed() where !candidate.isSource {
            candidate.isWorkedOn()
            do {
                _ = try candidate.step(.anything)
            } catch {
                throw JobError(wrapping: error, operator: candidate.label)
            }
        }
        operators.removeAll(where: \.isFinished)
    }

    /// Steps the first operator that has something to do.
    ///
    /// - Returns: Its place, or nil if there is none.
    private func step(_ operators: [Operator], _ eagerness: Eagerness) throws -> Int? {
        // Once per batch and operator: a retain and a release of each would show.
        try operators.withUnsafeBufferPointer { operators in
            for place in 0..<operators.count {
                let candidate = Unmanaged.passUnretained(operators[place])
                do {
                    let hasMoved = try candidate._withUnsafeGuaranteedRef {
                        $0.isWorkedOn()
                        return try $0.step(eagerness)
                    }
                    if hasMoved { return place }
                } catch {
                    throw JobError(wrapping: error, operator: operators[place].label)
                }
            }
            return nil
        }
    }
}
