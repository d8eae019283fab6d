/// Makes records of pairs, whose members lie at the same places of two buffers, and moves them out of there.
public typealias PairKernel<Left, Right, Output> = (
    UnsafeMutablePointer<Left>, UnsafeMutablePointer<Right>, UnsafeMutablePointer<Output>, _ count: Int
) -> Void

/// Gives the first record of one input with the first of the other, then the second with the second, and so on, anew in each
/// pass. What has no counterpart at the end of a pass goes.
final class ZipOperator<Left, Right, Output>: Operator {
    private let links: [AnyLink]
    private let left: InputStore<Left>
    private let right: InputStore<Right>
    private let output: Link<Output>
    private let kernel: PairKernel<Left, Right, Output>
    private var charge: StateCharge
    private var marks = InputMarks(inputs: 2)

    init(
        _ node: Node, left: Link<Left>, right: Link<Right>, output: Link<Output>, budget: StateBudget,
        kernel: @escaping PairKernel<Left, Right, Output>
    ) {
        links = [left, right]
        self.left = InputStore(left)
        self.right = InputStore(right)
        self.output = output
        self.kernel = kernel
        charge = StateCharge(budget)
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        // What can't get a counterpart any more is not kept.
        let isLeftTaken = right.count == 0 && marks.isAtEnd(1) ? left.discard() : left.take()
        let isRightTaken = left.count == 0 && marks.isAtEnd(0) ? right.discard() : right.take()
        let isMoved = isLeftTaken || isRightTaken
        guard output.hasRoom else {
            try charge.update(to: left.byteCount + right.byteCount)
            return isMoved
        }
        guard !pair() else { return true }
        let pass = marks.pass
        let mark = marks.take(from: links)
        if marks.pass > pass {
            left.removeAll()
            right.removeAll()
        }
        try charge.update(to: left.byteCount + right.byteCount)
        guard let mark else { return isMoved }
        output.mark = mark
        isFinished = mark.activity == .ended
        return true
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
