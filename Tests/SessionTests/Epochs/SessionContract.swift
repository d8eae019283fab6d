import Synchronization
import TestSupport
import Threading
import Transport

@testable import Session

/// What is asked of a session, whoever the ranks are: epochs of different tenants, and collectives before, in, across and after
/// them.
struct SessionContract {
    private static let turns: UInt64 = 6

    private struct Violation: Error { var text: String }

    private let session: RankSession
    private var rank: Int { session.rank }
    private var size: Int { session.size }

    /// Collective: runs a session, in whose second epoch a rank fails.
    ///
    /// - Returns: What is wrong; nil if nothing is.
    static func violation(on network: any Network) -> String? {
        let contract = SessionContract(session: RankSession(on: network, meetingPlace: "run()"))
        do {
            try contract.runAll()
            return nil
        } catch { return (error as? Violation)?.text ?? "\(error)" }
    }

    private func runAll() throws {
        try require(try count() == size, "a collective before all epochs")
        try vote()
        try require(try count() == size, "a collective between epochs")
        try lease()
        try session.sayGoodbye(timeoutSeconds: 60) { _ in }
        try require(session.epochCount == 2, "\(session.epochCount) epochs")
    }

    /// How many ranks there are.
    private func count() throws -> Int { try session.collectives.allReduce([1], combining: +).wait()[0] }

    private func vote() throws {
        let votes = VoteTenant()
        let (session, rank, size) = (session, rank, size)
        let work = Work()
        try session.run(Ballot(turns: Self.turns), EpochOptions(silenceTimeout: 60)) {
            epoch, proposals throws(JobError) in
            let running = try epoch.start([votes])
            let (site, status) = (epoch.site, epoch.status)
            work.start {
                defer { status.finish() }
                for turn in 0..<Self.turns {
                    votes.vote()
                    site.wake()
                    let sum = session.collectives.allReduce([turn], combining: +)
                    // Nobody polls it but who turns the rounds.
                    try Self.wait("a collective in an epoch") { !session.collectives.underWay.isAny }
                    try require(try sum.poll() && sum.output == [turn * UInt64(size)], "a sum in an epoch")
                    try Self.wait("a vote") { votes.turns > turn }
                }
                if rank < size - 1 { work.pending = session.collectives.allReduce([rank], combining: +) }
            }
            running.supervise()
            try running.end(joining: work.join)
            work.note {
                try require(proposals == Array(repeating: Ballot(turns: Self.turns), count: size), "proposals")
            }
            work.note { try refuseAnother() }
        }
        try work.check()
        // The last rank calls only now what others have called in the epoch.
        let pending = work.pending ?? session.collectives.allReduce([rank], combining: +)
        try require(try pending.wait() == [size * (size - 1) / 2], "a collective across the end of an epoch")
    }

    /// An epoch in the middle of another one is refused where it's asked for.
    private func refuseAnother() throws {
        do {
            try session.run(Leasing(), EpochOptions(silenceTimeout: 60)) { _, _ in }
            throw Violation(text: "an epoch in another one")
        } catch let error as JobError { try require(error.code == .graph, "\(error)") }
    }

    /// The last rank fails when it has got something, and doesn't call the collective that the others wait for.
    private func lease() throws {
        let (session, rank, failing) = (session, rank, size - 1)
        let leases = NumberTenant(rank: rank, size: size)
        let work = Work()
        let reports = Mutex([JobError]())
        var options = EpochOptions(silenceTimeout: 60)
        options.onFailure = { error in reports.withLock { $0.append(error) } }
        var verdict: JobError?
        do {
            try session.run(Leasing(), options) { epoch, _ throws(JobError) in
                let running = try epoch.start([leases])
                let (site, status) = (epoch.site, epoch.status)
                work.start {
                    leases.ask()
                    site.wake()
                    try Self.wait("a lease") { !leases.taken.isEmpty || status.isStopping }
                    guard rank < failing else { return status.fail(JobError(.data, "no more")) }
                    let missing = session.collectives.allReduce([1], combining: +)
                    work.pending = missing
                    do {
                        _ = try missing.wait()
                        throw Violation(text: "a collective without rank \(failing)")
                    } catch let error as TransportError {
                        try require(error.message.contains("a rank has failed"), error.message)
                    }
                }
                running.supervise()
                // A thread that comes late has to find the epoch still failed: behind its end a collective only waits.
                work.join()
                try running.end()
            }
        } catch { verdict = error }
        try work.check()
        try require(
            verdict?.code == .data && verdict?.rank == (size > 1 ? failing : nil), "a verdict of \(verdict as Any)")
        try require(reports.withLock { $0.map(\.message) } == (rank == failing ? ["no more"] : []), "reports")
        // What was called then is complete once all have called it.
        let count = try (work.pending ?? session.collectives.allReduce([1], combining: +)).wait()
        try require(count == [size], "a collective after a failure")
    }

    /// What a thread does beside the one that watches over an epoch.
    private final class Work: @unchecked Sendable {
        private var thread: EngineThread?
        private let lock = Lock()
        private var violation: (any Error)?
        /// Written by the thread, read when it has ended.
        var pending: PendingCollective<[Int]>?

        func start(_ body: @escaping @Sendable () throws -> Void) {
            note { thread = try EngineThread { self.note(body) } }
        }

        func note(_ body: () throws -> Void) {
            do { try body() } catch { lock.withLock { violation = violation ?? error } }
        }

        func join() { thread?.join() }

        func check() throws { if let violation = lock.withLock({ violation }) { throw violation } }
    }

    private static func wait(_ what: String, until isDone: () -> Bool) throws {
        let (bed, deadline) = (Parker(), MonotonicClock.now + 60_000_000_000)
        while !isDone() {
            guard MonotonicClock.now < deadline else { throw Violation(text: "\(what) doesn't come") }
            bed.park(microseconds: 100)
        }
    }

    private func require(_ isTrue: Bool, _ what: String) throws {
        if !isTrue { throw Violation(text: what) }
    }
}
