internal import Transport

/// One collective of one rank, from the announcement to its last step: bytes, whatever their type is.
final class CollectiveCall {
    /// What a rank says, and what follows once all have.
    struct Request {
        var declaration: CollectiveDeclaration
        /// How many bytes each rank gets.
        var byteCounts: [Int]
        /// Called once, with how many bytes each rank gives this one, if all ranks agree.
        var plan: ([Int]) -> CollectivePlan
        /// Looks at what has arrived.
        var check: () throws(TransportError) -> Void = {}
        /// Whatever keeps all memory in place.
        var owner: AnyObject
    }

    private enum State {
        case announced
        case running(CollectivePlan, next: Int, finish: () -> Void)
        case complete
        case failed(TransportError)
    }

    /// What follows a step may be a loop over a block of elements: a poll does a few of them at most.
    private static let stepsPerPoll = 4

    let declaration: CollectiveDeclaration
    private let network: any Network
    private var request: Request?
    private var exchange: (any PieceExchange)?
    private var state: State

    init(_ request: Request, on network: any Network) {
        self.network = network
        self.request = request
        declaration = request.declaration
        // A rank that refuses gives nobody anything.
        let counts = request.declaration.refusal == nil ? request.byteCounts : [Int](repeating: 0, count: network.size)
        do throws(TransportError) {
            exchange = try network.startExchange(
                announcing: counts.flatMap { request.declaration.words(byteCount: $0) })
            state = .announced
        } catch {
            state = .failed(error)
            leave()
        }
    }

    /// Whether all ranks are known to have called it.
    var isAgreed: Bool {
        if case .announced = state { return false }
        return true
    }

    /// Whether there is nothing left to advance.
    var isOver: Bool { request == nil }

    func poll() throws(TransportError) -> Bool {
        do throws(TransportError) {
            var steps = 0
            while steps < Self.stepsPerPoll, try advance() { steps += 1 }
        } catch {
            state = .failed(error)
            leave()
        }
        switch state {
        case .complete: return true
        case .failed(let error): throw error
        default: return false
        }
    }

    /// - Returns: Whether there may be more to do at once.
    private func advance() throws(TransportError) -> Bool {
        switch state {
        case .announced:
            guard let words = try exchange?.announcements() else { return false }
            state = .running(try agree(words), next: 0, finish: {})
            return true
        case .running(let plan, let next, let finish):
            guard try exchange?.poll() ?? true else { return false }
            finish()
            guard next < plan.stepCount else {
                try request?.check()
                state = .complete
                leave()
                return false
            }
            let step = plan.step(next)
            start(step)
            state = .running(plan, next: next + 1, finish: step.finish)
            return true
        case .complete, .failed: return false
        }
    }

    private func agree(_ words: [UInt64]) throws(TransportError) -> CollectivePlan {
        guard let request else { return .none }
        let announcements = (0..<network.size).map { rank in
            words[rank * PieceAnnouncement.wordCount..<(rank + 1) * PieceAnnouncement.wordCount]
        }
        let declarations = announcements.compactMap { CollectiveDeclaration(words: $0) }
        guard declarations.count == network.size else {
            throw TransportError(message: "ranks announce collectives that this program doesn't know")
        }
        try CollectiveDeclaration.check(declarations)
        return request.plan(announcements.map { Int(truncatingIfNeeded: $0.last ?? 0) })
    }

    private func start(_ step: CollectivePlan.Step) {
        guard let exchange, let owner = request?.owner else { return }
        for (peer, bytes) in step.gives where bytes.count > 0 { exchange.give(bytes, to: peer, owner: owner) }
        for (peer, bytes) in step.takes where bytes.count > 0 { exchange.take(bytes, from: peer, owner: owner) }
    }

    /// Lets go of all memory; what MPI still uses it keeps itself.
    private func leave() {
        exchange = nil
        request = nil
    }
}

extension CollectiveCall: @unchecked Sendable {}
