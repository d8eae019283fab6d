internal import Records
internal import Threading

/// What a rank says before an epoch, or as its program ends.
struct Greeting: Equatable {
    /// What it's about to begin.
    struct Epoch: Equatable {
        /// How many it has begun before.
        var number: Int
        var kind: String
        /// The proposal, as it was stored.
        var proposal: [UInt8]
    }

    /// Nil if the program ends.
    var epoch: Epoch?
    /// What keeps it from going on.
    var problem: JobError?
    var host = HostName.current
    /// Where it can be woken, and by whom; 0 if it can't.
    var doorbell: UInt16 = 0
    /// Where the memory is that it shares with ranks of its host; nil if it shares none.
    var memory: SharedArena.Address?

    /// What it's about to do, as messages say it.
    private var action: String {
        epoch.map { "runs its \($0.kind) number \($0.number + 1)" } ?? "has come to the end of the program"
    }

    /// The same verdict on all ranks, from what all of them say.
    ///
    /// - Parameter own: This rank's greeting, whose message is whole.
    static func check(_ greetings: [Greeting], own: Greeting, rank: Int) throws(JobError) {
        for (other, greeting) in greetings.enumerated() {
            guard var problem = other == rank ? own.problem : greeting.problem else { continue }
            problem.rank = greetings.count > 1 ? other : nil
            throw problem
        }
        let first = greetings[0]
        for (other, greeting) in greetings.enumerated()
        where greeting.epoch?.number != first.epoch?.number || greeting.epoch?.kind != first.epoch?.kind {
            throw JobError(
                .graph,
                "rank 0 \(first.action), rank \(other) \(greeting.action); all ranks have to run the same "
                    + "\((first.epoch ?? greeting.epoch)?.kind ?? "epoch")s in the same order")
        }
    }
}
