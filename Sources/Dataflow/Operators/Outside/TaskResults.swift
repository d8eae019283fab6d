internal import Records
internal import Threading

/// What tasks have made, until their operator takes it. Each task has a place, which is free again when its result was taken.
final class TaskResults<Output: Sendable>: @unchecked Sendable {
    private struct State {
        var results: [Result<Output, any Error>?]
        /// Places in the order in which their results are to be taken: that of the records, or that of the results.
        var order = FIFO<Int>()
        var free: [Int]
        /// Which tasks count: those of before were forgotten.
        var ticket = 0
    }

    private let places: Int
    private let keepsOrder: Bool
    private let parker: Parker
    private let lock = Lock()
    @exclusivity(unchecked) private var state: State

    init(places: Int, keepsOrder: Bool, parker: Parker) {
        self.places = places
        self.keepsOrder = keepsOrder
        self.parker = parker
        state = Self.start(places, ticket: 0)
    }

    private static func start(_ places: Int, ticket: Int) -> State {
        State(results: Array(repeating: nil, count: places), free: Array((0..<places).reversed()), ticket: ticket)
    }

    /// Whether a task runs, or its result wasn't taken.
    var isBusy: Bool { lock.withLock { state.free.count < places } }

    var ticket: Int { lock.withLock { state.ticket } }

    /// A place for the next record; nil if all are in use.
    func reserve() -> Int? {
        lock.withLock {
            guard let place = state.free.popLast() else { return nil }
            if keepsOrder { state.order.append(place) }
            return place
        }
    }

    /// A task is done.
    func put(_ result: Result<Output, any Error>, at place: Int, _ ticket: Int) {
        let isNext = lock.withLock {
            guard ticket == state.ticket else { return false }
            state.results[place] = result
            if !keepsOrder { state.order.append(place) }
            return state.order.first == place
        }
        if isNext { parker.wake() }
    }

    /// The next result.
    func take() -> (place: Int, Result<Output, any Error>)? {
        lock.withLock {
            guard let place = state.order.first, let result = state.results[place] else { return nil }
            _ = state.order.popFirst()
            state.results[place] = nil
            state.free.append(place)
            return (place, result)
        }
    }

    /// Nobody takes what tasks make that run now.
    func forget() { lock.withLock { state = Self.start(places, ticket: state.ticket + 1) } }
}
