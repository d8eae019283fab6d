/// A replica of an operator with any number of inputs and outputs, all of its block: its work moves records, its gate decides what
/// marks do.
///
/// Each output is a port of its node. What its consumers need no more goes the other way: when none of them needs anything of the
/// pass, records are destroyed and the inputs hear of it.
final class GatedOperator: Operator {
    private let inputs: [AnyLink]
    private let outputs: [AnyLink]
    private let work: OperatorWork
    @exclusivity(unchecked) private var gate: MarkGate
    /// What a mark has asked for, until it's carried out.
    @exclusivity(unchecked) private var order: Order?
    /// Whether the pass is cut off.
    @exclusivity(unchecked) private var isCutOff = false

    init(_ node: Node, inputs: [AnyLink], outputs: [AnyLink], gate: MarkGate, work: OperatorWork) {
        self.inputs = inputs
        self.outputs = outputs
        self.work = work
        self.gate = gate
        super.init(node)
    }

    override var obstacle: Obstacle { work.obstacle }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        if let order { return try carryOut(order) }
        if isCutOff || isEnough {
            if try cutOff() { return true }
        } else if try work.step(eagerness, &gate) {
            return true
        }
        return try takeMarks()
    }

    /// Whether no consumer needs more of the pass.
    private var isEnough: Bool {
        guard !outputs.isEmpty else { return false }
        for output in outputs where output.enough == nil { return false }
        return work.mayBeCutOff && outputs.allSatisfy { gate.isCovered(by: $0.enough) }
    }

    /// Destroys what comes, and tells the inputs.
    private func cutOff() throws -> Bool {
        if !isCutOff {
            isCutOff = true
            let enough = Enough.combined(outputs.map(\.enough))
            for input in inputs { input.enough = enough }
            try work.cutOff()
        }
        var isMoved = false
        for input in inputs where input.discard() { isMoved = true }
        return isMoved
    }

    /// Takes the marks of inputs that have no records left.
    private func takeMarks() throws -> Bool {
        guard !work.holdsBack else { return false }
        for output in outputs where output.mark != nil { return false }
        var isOffered = false
        for (place, input) in inputs.enumerated() {
            guard let mark = input.mark, input.isEmpty else { continue }
            if gate.offer(mark, input: place) { input.mark = nil }
            isOffered = true
        }
        guard isOffered, let order = try gate.order() else { return false }
        for input in inputs where input.isEmpty {
            if let mark = input.mark, gate.isDone(with: mark) { input.mark = nil }
        }
        _ = try carryOut(order)
        return true
    }

    private func carryOut(_ order: Order) throws -> Bool {
        if let emission = order.emission, !isCutOff {
            let progress = try work.emit(emission)
            self.order = order
            guard progress.isDone else { return progress.isMoved }
        }
        self.order = nil
        if let level = order.endedLevel {
            try work.endPass(level: level, next: gate.pass)
            isCutOff = false
        }
        if order.completes {
            try work.complete()
            isFinished = true
        }
        if let mark = order.forwards {
            for output in outputs { output.mark = mark }
        }
        return true
    }
}
