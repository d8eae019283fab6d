internal import Dataflow
internal import Records
internal import Threading

/// Records on their way from threads of the program into a job.
final class ChannelQueue<Element: Sendable>: @unchecked Sendable {
    /// A sender looks again after this time even if nobody wakes it, in microseconds.
    private static var patience: Int { 10_000 }

    private struct State {
        var records = FIFO<Element>()
        /// Where the worker sleeps that takes the records; nil until it is there.
        var receiver: Parker?
        /// Senders that wait for room.
        var waiting = 0
        var isFinished = false
        var isClosed = false
    }

    private let capacity: Int
    private let isHere: Bool
    private let startTimeout: Duration
    private let lock = Lock()
    private var state = State()
    private let room = Parker()

    init(capacity: Int, isHere: Bool, startTimeout: Duration) {
        self.capacity = capacity
        self.isHere = isHere
        self.startTimeout = startTimeout
    }

    /// A job takes the records from now on.
    func start(receiver: Parker) { lock.withLock { state.receiver = receiver } }

    func put(_ record: Element) throws(ChannelError) {
        guard isHere else { throw .otherRank }
        if try offer(record) == .taken { return }
        let deadline = ContinuousClock.now + startTimeout
        lock.withLock { state.waiting += 1 }
        defer {
            // There may be room for the others too, or none for anybody any more.
            let others = lock.withLock {
                state.waiting -= 1
                return state.waiting
            }
            if others > 0 { room.wake() }
        }
        while true {
            let answer = try offer(record)
            if answer == .taken { return }
            guard answer == .full || ContinuousClock.now < deadline else { throw .notStarted }
            room.park(microseconds: Self.patience)
        }
    }

    private enum Answer {
        case taken, full, fullBeforeStart
    }

    private func offer(_ record: Element) throws(ChannelError) -> Answer {
        let (answer, sleeper) = try lock.withLock { () throws(ChannelError) -> (Answer, Parker?) in
            guard !state.isFinished else { throw .finished }
            guard !state.isClosed else { throw .jobEnded }
            guard state.records.count < capacity else {
                return (state.receiver == nil ? .fullBeforeStart : .full, nil)
            }
            state.records.append(record)
            // A receiver that had not taken all looks for more by itself.
            return (.taken, state.records.count == 1 ? state.receiver : nil)
        }
        sleeper?.wake()
        return answer
    }

    /// Nothing more comes; what is there will be taken.
    func finish() {
        let receiver = lock.withLock {
            state.isFinished = true
            return state.receiver
        }
        receiver?.wake()
        room.wake()
    }

    /// Nobody takes anything any more.
    func close() {
        lock.withLock { state.isClosed = true }
        room.wake()
    }

    /// Moves up to `most` records out.
    func take(into output: UnsafeMutablePointer<Element>, atMost most: Int) -> (count: Int, isAtEnd: Bool) {
        let (count, isAtEnd, isAwaited) = lock.withLock {
            let count = min(most, state.records.count)
            for place in 0..<count { (output + place).initialize(to: state.records.popFirst()!) }
            return (count, state.isFinished && state.records.isEmpty, state.waiting > 0)
        }
        if count > 0, isAwaited { room.wake() }
        return (count, isAtEnd)
    }
}
