internal import Dataflow
internal import Records
internal import Threading

extension DataStream {
    /// Collects the records where they can be read while the job runs, on rank 0.
    ///
    /// ```swift
    /// let alerts = readings.filter { $0.isHigh }.collectChannel(capacity: 100)
    /// if context.rank == 0 {
    ///     Task { for try await alert in alerts { await page(alert) } }
    /// }
    /// try context.execute()
    /// ```
    ///
    /// Exchanges: all records move to a single worker of rank 0, in order if they come from a single one. While `capacity` of them wait, the job
    /// waits: somebody has to read, beside the thread that executes. When the channel is given up, the job goes on without it. On other ranks,
    /// nothing comes.
    ///
    /// - Parameter capacity: Records that may wait to be read. With fewer than 1 the job doesn't start.
    /// - Complexity: A lock for each batch, and one for each record that is read.
    public func collectChannel(capacity: Int) -> CollectedChannel<Element> {
        if capacity < 1 { note("collectChannel(capacity: \(capacity)): one record is the least", "collectChannel") }
        let queue = OutletQueue<Element>(capacity: capacity, isHere: context.rank == 0)
        context.whenOver { queue.close() }
        let gathered = gather("collectChannel", wire: .resolve())
        graph.add(
            OutletNode(name: "collectChannel", input: gathered.port, replication: gathered.replication, outlet: queue))
        return CollectedChannel(queue)
    }
}

/// What a job gives while it runs. Each record is read once, by whoever asks first.
public final class CollectedChannel<Element: Sendable>: AsyncSequence, Sendable {
    private let queue: OutletQueue<Element>

    init(_ queue: OutletQueue<Element>) { self.queue = queue }

    deinit { queue.abandon() }

    /// The next record; waits for it, and keeps its thread meanwhile.
    ///
    /// ```swift
    /// while let alert = try alerts.next() { print(alert) }
    /// ```
    ///
    /// - Returns: nil behind the last one.
    /// - Throws: ``ChannelError/jobEnded`` if the job has failed, or never ran, and there will be no more.
    public func next() throws(ChannelError) -> Element? { try queue.next() }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let channel: CollectedChannel

        /// The next record; nil behind the last one.
        public func next() async throws -> Element? { try await channel.queue.nextAsync() }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(channel: self) }
}

/// Records on their way out of a job.
final class OutletQueue<Element: Sendable>: Outlet, @unchecked Sendable {
    /// A reader looks again after this time even if nobody wakes it, in microseconds.
    private static var patience: Int { 10_000 }

    private struct State {
        var records = FIFO<Element>()
        var giver: Parker?
        /// Whether the giver found no room.
        var isRefusing = false
        /// Readers that wait.
        var tasks: [CheckedContinuation<Void, Never>] = []
        var threads = 0
        var isFinished: Bool
        var isClosed = false
        var isAbandoned = false
    }

    private let capacity: Int
    private let lock = Lock()
    private var state: State
    private let arrival = Parker()

    init(capacity: Int, isHere: Bool) {
        self.capacity = max(1, capacity)
        state = State(isFinished: !isHere)
    }

    func start(giver: Parker) { lock.withLock { state.giver = giver } }

    func take(_ records: UnsafeMutablePointer<Element>, count: Int) -> Int? {
        let taken: Int? = lock.withLock {
            guard !state.isAbandoned else { return nil }
            let taken = min(count, capacity - state.records.count)
            for place in 0..<taken { state.records.append((records + place).move()) }
            state.isRefusing = taken == 0
            return taken
        }
        if taken ?? 0 > 0 { wakeReaders() }
        return taken
    }

    func finish() {
        lock.withLock { state.isFinished = true }
        wakeReaders()
    }

    /// The job is over.
    func close() {
        lock.withLock { state.isClosed = true }
        wakeReaders()
    }

    /// Nobody reads any more.
    func abandon() {
        let giver = lock.withLock {
            state.isAbandoned = true
            return state.giver
        }
        giver?.wake()
    }

    private func wakeReaders() {
        let tasks = lock.withLock {
            defer { state.tasks = [] }
            return state.tasks
        }
        for task in tasks { task.resume() }
        arrival.wake()
    }

    private enum Answer {
        case record(Element)
        case end
        case nothing
    }

    private func take() throws(ChannelError) -> Answer {
        let (answer, giver) = try lock.withLock { () throws(ChannelError) -> (Answer, Parker?) in
            guard let record = state.records.popFirst() else {
                if state.isFinished { return (.end, nil) }
                if state.isClosed { throw .jobEnded }
                return (.nothing, nil)
            }
            // A giver that waits is woken when it pays.
            let isRoomMade = state.isRefusing && state.records.count <= capacity / 2
            if isRoomMade { state.isRefusing = false }
            return (.record(record), isRoomMade ? state.giver : nil)
        }
        giver?.wake()
        return answer
    }

    func next() throws(ChannelError) -> Element? {
        lock.withLock { state.threads += 1 }
        defer {
            let others = lock.withLock {
                state.threads -= 1
                return state.threads
            }
            if others > 0 { arrival.wake() }
        }
        while true {
            switch try take() {
            case .record(let record): return record
            case .end: return nil
            case .nothing: arrival.park(microseconds: Self.patience)
            }
        }
    }

    func nextAsync() async throws -> Element? {
        while try !isSomethingThere() { await arrivalOfMore() }
        switch try take() {
        case .record(let record): return record
        case .end: return nil
        // Somebody else was faster.
        case .nothing: return try await nextAsync()
        }
    }

    /// Whether a record waits, or none ever will.
    private func isSomethingThere() throws -> Bool {
        try Task.checkCancellation()
        return lock.withLock { !state.records.isEmpty || state.isFinished || state.isClosed }
    }

    /// Waits until there may be something; a task that is cancelled meanwhile hears it then.
    private func arrivalOfMore() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = lock.withLock {
                    let isThere = !state.records.isEmpty || state.isFinished || state.isClosed || Task.isCancelled
                    if !isThere { state.tasks.append(continuation) }
                    return isThere
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            wakeReaders()
        }
    }
}
