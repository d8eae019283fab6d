public import Renoir
package import Session
internal import Transport

/// The ranks over which matrices lie.
///
/// ```swift
/// let matrices = MatrixContext(.local())
/// let ones = matrices.fill(1.0, rows: 1000, columns: 10)
/// print(try ones.sum())   // 10000.0
/// ```
///
/// Every rank makes the same contexts and the same matrices in the same order. All that fails throws the same on all ranks.
public final class MatrixContext {
    public let config: RuntimeConfig
    /// How long a rank waits for the others, which may be in a long step of their own.
    public var patience = Duration.seconds(3600)
    /// Whether ``explain()`` gets to know what is done.
    public var isExplaining = false
    var notes: [String] = []
    var products: LocalProducts?
    /// Bytes of files that are in memory at a time, about; tests have few.
    package var pieceBytes = 4 << 20
    private let collectives: Result<Collectives, JobError>

    /// Collective: the first context of a program starts MPI, if there are other ranks. If that fails, what needs other ranks says so.
    public init(_ config: RuntimeConfig) {
        self.config = config
        collectives = Result { () throws(JobError) in try config.connect().collectives }
    }

    /// With collectives of a test's own, that take every way with few elements.
    package init(_ config: RuntimeConfig, collectives: Collectives) {
        self.config = config
        self.collectives = .success(collectives)
    }

    /// The place of this process among `size` ranks, from 0.
    public var rank: Int { config.rank }
    /// How many processes have the rows.
    public var size: Int { config.size }

    /// Runs `body`, and ends the program on all ranks with one message if it throws, where the configuration says that failures do.
    ///
    /// ```swift
    /// try matrices.run { print(try a.times(b).sum()) }
    /// ```
    ///
    /// Collective.
    ///
    /// - Throws: What `body` throws, with a configuration that doesn't end the program.
    public func run<Outcome>(_ body: () throws -> Outcome) throws -> Outcome {
        do {
            return try body()
        } catch {
            guard config.exitsOnFailure else { throw error }
            let failure = error as? JobError
            config.exit("renoir: \(failure?.description ?? "\(error)")", code: failure?.code ?? .user)
        }
    }

    /// Calls a collective and waits for it.
    func wait<Output>(
        _ start: (Collectives) -> PendingCollective<Output>
    ) throws(JobError) -> Output {
        try finish(self.start(start))
    }

    /// Calls a collective, for which ``finish(_:)`` waits.
    func start<Output>(
        _ start: (Collectives) -> PendingCollective<Output>
    ) throws(JobError) -> PendingCollective<Output> { start(try collectives.get()) }

    func finish<Output>(_ pending: PendingCollective<Output>) throws(JobError) -> Output {
        do {
            return try pending.wait(atMost: patience)
        } catch {
            throw JobError(.io, "\(error)")
        }
    }

    /// Throws the problem of the lowest rank that has one, on all ranks.
    ///
    /// Collective.
    func agree(on problem: JobError?) throws(JobError) {
        let text = Array((problem?.message ?? "").utf8)
        let codes = try wait { $0.allGather([problem?.code.exitCode ?? 0]) }
        guard let rank = codes.firstIndex(where: { $0 != 0 }) else { return }
        let message = try wait { $0.broadcast(text, from: rank) }
        throw JobError(.init(exitCode: codes[rank]), String(decoding: message, as: UTF8.self))
    }

    /// The rows that `rank` has of a matrix with `rows` rows.
    func rows(of rank: Int, _ rows: Int, _ placement: Placement) -> Range<Int> {
        switch placement {
        case .rows: RowPartition(rows: rows).rows(of: rank, size: size)
        case .replicated: 0..<rows
        case .root: rank == 0 ? 0..<rows : 0..<0
        }
    }
}
