internal import Threading

/// The answer to a request, for which one thread or one task waits.
final class Reply: @unchecked Sendable {
    private let lock = Lock()
    private var message: ControlMessage?
    private var onAnswer: ((ControlMessage) -> Void)?

    func answer(_ message: ControlMessage) {
        let waiting = lock.withLock {
            self.message = message
            defer { onAnswer = nil }
            return onAnswer
        }
        waiting?(message)
    }

    /// Calls `body` with the answer, now or when it comes.
    func whenAnswered(_ body: @escaping (ControlMessage) -> Void) {
        let message = lock.withLock {
            if self.message == nil { onAnswer = body }
            return self.message
        }
        if let message { body(message) }
    }

    var answered: ControlMessage? { lock.withLock { message } }

    /// Waits for the answer.
    ///
    /// - Returns: nil if it hasn't come within `microseconds`.
    func wait(microseconds: Int = .max) -> ControlMessage? {
        let parker = Parker()
        whenAnswered { _ in parker.wake() }
        let most = 1_000_000
        var left = microseconds
        while answered == nil, left > 0 {
            parker.park(microseconds: min(left, most))
            if left != .max { left -= min(left, most) }
        }
        return answered
    }
}
