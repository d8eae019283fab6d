internal import Session

/// The memory that a rank takes before its first record moves, by the engine's own sizes.
///
/// Each worker has a batch ready for each worker of the job, on each exchange: it grows with the square of their number.
struct StartMemory: Equatable {
    /// The system gives memory that is allocated by the page, when it's first written to. A batch begins with what the allocator
    /// notes of it.
    private static let page = 4096
    /// What goes with a batch besides its records: the object, its place among those of its sender, the allocator's notes.
    private static let batchNotes = 320
    /// Of a worker's thread: the beginnings of its stack and of the memory that is its own.
    private static let worker = 128 << 10
    /// Of the process as it starts.
    private static let process = 32 << 20

    /// What a sender and a receiver have in common.
    struct Exchange: Equatable {
        /// Senders on this rank.
        var senders: Int
        /// Receivers on all ranks.
        var receivers: Int
        var batchBytes: Int

        fileprivate var bytes: Int {
            senders * receivers * (min(batchBytes, StartMemory.page) + StartMemory.batchNotes)
        }
    }

    /// Workers of this rank.
    var workers: Int
    var exchanges: [Exchange]

    var bytes: Int { exchanges.reduce(Self.process + workers * Self.worker) { $0 + $1.bytes } }

    /// Why the job should not start where there are `available` bytes; nil if it fits.
    func problem(available: Int) -> JobError? {
        guard bytes > available else { return nil }
        let partners = exchanges.map(\.receivers).max() ?? 0
        return JobError(
            .resources,
            "\(workers) workers of this rank, with \(exchanges.count) exchanges among \(partners) workers in all, need \(bytes) "
                + "bytes before the first record moves, and there are \(available); use fewer workers (--threads)")
    }
}

extension StartMemory {
    init(_ placement: Placement, _ edges: [Edge]) {
        workers = placement.localThreads
        exchanges = edges.filter { !$0.isPassage }.map { edge in
            Exchange(
                senders: edge.senders.count { $0.rank == placement.rank }, receivers: edge.receivers.count,
                batchBytes: edge.batchBytes)
        }
    }
}
