internal import Session

/// A replica of a source that reads its splits when a survey has told what comes before them.
final class SurveyedSourceOperator: Operator {
    private enum Phase {
        case looking(() throws -> UInt64?)
        case waiting
        case reading(Operator)
    }

    private let tenant: SurveyTenant
    /// Which of this rank's replicas it is.
    private let index: Int
    private let splits: Range<Int>
    private let makeReader: (SurveyedShare) throws -> Operator
    @exclusivity(unchecked) private var phase: Phase

    /// - Parameter makeReader: Makes the operator that does the rest.
    init(
        _ node: Node, _ tenant: SurveyTenant, index: Int, splits: Range<Int>, look: @escaping () throws -> UInt64?,
        makeReader: @escaping (SurveyedShare) throws -> Operator
    ) {
        self.tenant = tenant
        self.index = index
        self.splits = splits
        self.makeReader = makeReader
        phase = .looking(look)
        super.init(node)
    }

    override var obstacle: Obstacle {
        if case .reading(let reader) = phase { return reader.obstacle }
        return .outside
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        switch phase {
        case .looking(let look):
            guard let word = try look() else { return true }
            tenant.report(word, of: index)
            phase = .waiting
            return true
        case .waiting:
            guard let before = tenant.before(index) else { return false }
            phase = .reading(try makeReader(SurveyedShare(splits: splits, before: before)))
            return true
        case .reading(let reader):
            let moved = try reader.step(eagerness)
            isFinished = reader.isFinished
            return moved
        }
    }
}
