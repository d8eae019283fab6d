/// Makes records of pairs, whose members lie at the same places of two buffers, and moves them out of there.
public typealias PairKernel<Left, Right, Output> = (
    UnsafeMutablePointer<Left>, UnsafeMutablePointer<Right>, UnsafeMutablePointer<Output>, _ count: Int
) -> Void

/// Gives the first record of one input with the first of the other, then the second with the second, and so on, anew in each
/// pass. What has no counterpart at the end of a pass goes.
final class ZipWork<Left, Right, Output>: OperatorWork {
    private let links: (left: Link<Left>, right: Link<Right>)
    private let left: InputStore<Left>
    private let right: InputStore<Right>
    private let output: Link<Output>
    private let kernel: PairKernel<Left, Right, Output>
    @exclusivity(unchecked) private var charge: StateCharge

    init(
        left: Link<Left>, right: Link<Right>, output: Link<Output>, budget: StateBudget,
        kernel: @escaping PairKernel<Left, Right, Output>
    ) {
        links = (left, right)
        self.left = InputStore(left)
        self.right = InputStore(right)
        self.output = output
        self.kernel = kernel
        charge = StateCharge(budget)
    }

    override var holdsBack: Bool { left.count > 0 && right.count > 0 }
    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        let isLeftTaken = take(links.left, left, unless: right.count == 0 && gate.isAtEnd(1), gate)
        let isRightTaken = take(links.right, right, unless: left.count == 0 && gate.isAtEnd(0), gate)
        let isPaired = output.hasRoom && pair()
        try charge.update(to: left.byteCount + right.byteCount)
        return isLeftTaken || isRightTaken || isPaired
    }

    override func endPass(level: UInt8, next: UInt64) throws { try forget() }

    override func cutOff() throws { try forget() }

    private func forget() throws {
        left.removeAll()
        right.removeAll()
        try charge.update(to: 0)
    }

    /// Takes what has come; what can't get a counterpart any more is not kept, and its sender hears that.
    private func take<Element>(
        _ link: Link<Element>, _ store: InputStore<Element>, unless isUseless: Bool, _ gate: borrowing MarkGate
    ) -> Bool {
        guard isUseless else { return store.take() }
        if !gate.isCovered(by: link.enough) { link.enough = Enough(pass: gate.pass) }
        return link.discard()
    }

    /// Puts out as many pairs as the first batches on both sides, and the room, allow.
    private func pair() -> Bool {
        guard let left = left.first, let right = right.first else { return false }
        let batch = output.batch
        let count = min(left.count, right.count, batch.capacity - batch.end)
        kernel(left.first, right.first, batch.base + batch.end, count)
        if let times = batch.times, let leftTimes = left.firstTime, let rightTimes = right.firstTime {
            for place in 0..<count { times[batch.end + place] = max(leftTimes[place], rightTimes[place]) }
        }
        batch.end += count
        self.left.consume(count)
        self.right.consume(count)
        return true
    }
}
