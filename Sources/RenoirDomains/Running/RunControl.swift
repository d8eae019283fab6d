internal import Session
internal import Threading

/// What the workers of a rank know together about a run: until when it goes, and what is needed of it.
@usableFromInline
final class RunControl: @unchecked Sendable {
    let bound = LeaseBound()
    /// How many elements end the run; nil for all.
    let wanted: Int?
    /// Whether any elements do, and not the first ones.
    private let isAny: Bool
    private let patience: Duration?
    private let lock = Lock()
    private var found: [Position] = []
    /// A moment of `MonotonicClock`; set when the first worker begins.
    private var deadline: UInt64?

    init(wanted: Int? = nil, isAny: Bool = false, patience: Duration?) {
        self.wanted = wanted
        self.isAny = isAny
        self.patience = patience
        if wanted == 0 { bound.lower(to: -1) }
    }

    /// The run begins, for this worker.
    func begin() {
        guard let patience else { return }
        lock.withLock {
            guard deadline == nil else { return }
            let nanoseconds = max(0, patience / .nanoseconds(1))
            deadline = nanoseconds < 1e18 ? MonotonicClock.now + UInt64(nanoseconds) : .max
        }
    }

    func isLate(now: UInt64) -> Bool { deadline.map { now >= $0 } ?? false }

    /// The last unit that is needed.
    var lastUnit: Int { bound.index }

    /// Whether what comes at `position` of the last unit that is needed is behind all that is wanted.
    func isEnough(at position: Position) -> Bool {
        lock.withLock { found.count == wanted && found.last.map { $0 < position } == true }
    }

    /// An element was found that counts.
    @usableFromInline
    func note(_ position: Position) {
        guard let wanted, wanted > 0 else { return }
        lock.withLock {
            // Those that come later than enough others don't.
            guard found.count < wanted || position < found[wanted - 1] else { return }
            found.insert(position, at: found.firstIndex { position < $0 } ?? found.count)
            if found.count > wanted { found.removeLast() }
            if found.count == wanted { bound.lower(to: isAny ? -1 : found[wanted - 1].unit) }
        }
    }
}
