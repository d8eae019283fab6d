internal import Dataflow
internal import Records
internal import Threading

extension StreamContext {
    /// A stream of the elements of an asynchronous sequence, in order, from a single worker.
    ///
    /// ```swift
    /// let messages = context.stream(of: socket.messages, capacity: 1024)
    /// ```
    ///
    /// Local: the elements start on the first worker of rank 0, where a task reads them while the job runs; that is cancelled when the job ends or
    /// nobody needs more. Every rank builds the sequence, only rank 0 iterates it.
    ///
    /// - Parameter capacity: Elements that may wait to be taken before the sequence has to.
    /// - Throws: Whatever the sequence throws ends the job on all ranks.
    /// - Complexity: A lock for each element.
    public func stream<Elements: AsyncSequence & Sendable>(
        of elements: Elements, capacity: Int
    ) -> DataStream<Elements.Element> where Elements.Element: Sendable {
        add(
            SourceNode(
                name: "stream(of:)", replication: .one,
                makeState: { _, parker in AsyncFeed(elements, capacity: max(1, capacity), parker) },
                emission: { cursor, output, feed in
                    let taken = try feed.pointee.queue.take(
                        into: output + cursor.produced, atMost: cursor.capacity - cursor.produced)
                    cursor.produced += taken.count
                    cursor.isPending = !taken.isAtEnd
                }))
    }
}

/// The task that reads a sequence; it's cancelled with the operator that takes from it.
private final class AsyncFeed<Element: Sendable> {
    let queue: FeedQueue<Element>
    private let task: Task<Void, Never>

    init<Elements: AsyncSequence & Sendable>(_ elements: Elements, capacity: Int, _ parker: Parker)
    where Elements.Element == Element {
        let queue = FeedQueue<Element>(capacity: capacity, taker: parker)
        self.queue = queue
        task = Task.detached(executorPreference: TaskThreads.shared) {
            do {
                for try await element in elements {
                    await queue.put(element)
                    if Task.isCancelled { return }
                }
                queue.finish(nil)
            } catch {
                queue.finish(error)
            }
        }
    }

    deinit {
        task.cancel()
        queue.close()
    }
}

/// Elements on their way from a task into a job.
final class FeedQueue<Element: Sendable>: @unchecked Sendable {
    private struct State {
        var elements = FIFO<Element>()
        /// The task, while it waits for room.
        var giver: CheckedContinuation<Void, Never>?
        var isFinished = false
        var isClosed = false
        var failure: (any Error)?
    }

    private let capacity: Int
    private let taker: Parker
    private let lock = Lock()
    private var state = State()

    init(capacity: Int, taker: Parker) {
        self.capacity = capacity
        self.taker = taker
    }

    /// Puts an element in, and then waits if that was the last for which there was room.
    func put(_ element: Element) async {
        let (isFirst, isFull) = lock.withLock {
            state.elements.append(element)
            return (state.elements.count == 1, state.elements.count >= capacity)
        }
        if isFirst { taker.wake() }
        guard isFull else { return }
        await withCheckedContinuation { continuation in
            let hasRoom = lock.withLock {
                let hasRoom = state.elements.count < capacity || state.isClosed
                if !hasRoom { state.giver = continuation }
                return hasRoom
            }
            if hasRoom { continuation.resume() }
        }
    }

    func finish(_ failure: (any Error)?) {
        lock.withLock {
            state.isFinished = true
            state.failure = failure
        }
        taker.wake()
    }

    /// Nobody takes anything any more.
    func close() { letGiverGoOn { state.isClosed = true } }

    private func letGiverGoOn(_ change: () -> Void) {
        let giver = lock.withLock {
            change()
            defer { state.giver = nil }
            return state.giver
        }
        giver?.resume()
    }

    /// Moves up to `most` elements out.
    func take(into output: UnsafeMutablePointer<Element>, atMost most: Int) throws -> (count: Int, isAtEnd: Bool) {
        var (count, isAtEnd, failure) = (0, false, (any Error)?.none)
        let giver = lock.withLock {
            count = min(most, state.elements.count)
            for place in 0..<count { (output + place).initialize(to: state.elements.popFirst()!) }
            isAtEnd = state.isFinished && state.elements.isEmpty
            failure = isAtEnd && count == 0 ? state.failure : nil
            // What fails behind elements that were put out is told next time.
            if count > 0, state.failure != nil { isAtEnd = false }
            guard state.elements.count <= capacity / 2 else { return CheckedContinuation<Void, Never>?.none }
            defer { state.giver = nil }
            return state.giver
        }
        giver?.resume()
        if let failure { throw failure }
        return (count, isAtEnd)
    }
}
