internal import Session

/// Takes a permit for each record of a pass: gives the record or passes it over, until there are no more permits for anybody.
final class LimitWork<Element>: OperatorWork {
    private let purpose: LimitNode<Element>.Purpose
    private let input: Link<Element>
    private let output: Link<Element>
    private let permits: PermitTenant
    private let consumer: Int

    init(
        _ purpose: LimitNode<Element>.Purpose, input: Link<Element>, output: Link<Element>, permits: PermitTenant,
        consumer: Int
    ) {
        self.purpose = purpose
        self.input = input
        self.output = output
        self.permits = permits
        self.consumer = consumer
    }

    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        if permits.isOver(gate.pass) {
            guard purpose == .limit else { return input.isReady(eagerness) && move(input.batch.count) }
            if gate.isCovered(by: input.enough) { return input.discard() }
            input.enough = Enough(pass: gate.pass)
            _ = input.discard()
            return true
        }
        guard output.hasRoom, input.isReady(eagerness) else { return false }
        let most = min(input.batch.count, purpose == .limit ? output.batch.capacity - output.batch.end : .max)
        switch permits.take(atMost: most, of: gate.pass, by: consumer) {
        case .later: return false
        case .over: return true
        case .indexes(let range):
            guard purpose == .offset else { return move(range.count) }
            input.batch.removeFirst(range.count)
            return true
        }
    }

    private func move(_ count: Int) -> Bool {
        guard output.hasRoom else { return false }
        output.batch.append(min(count, output.batch.capacity - output.batch.end), of: input.batch, moving: true)
        return true
    }

    /// What it had is for the others, and the next pass waits for all of them.
    override func endPass(level: UInt8, next: UInt64) { permits.begin(next, by: consumer) }
}
