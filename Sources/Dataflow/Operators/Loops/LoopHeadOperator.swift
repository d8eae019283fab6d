internal import Session

/// The head of a loop on one worker.
///
/// It refuses only what comes from outside: what the body leads back is always taken, so that a body which makes many records of one
/// doesn't stand still.
final class LoopHeadOperator<Element>: Operator {
    /// Where the records of the body come back, and where those of the last iteration go.
    typealias Back = (from: Link<Element>, results: Link<Element>)

    private let course: LoopCourse
    private let outer: Link<Element>
    private let body: Link<Element>
    private let back: Back?
    @exclusivity(unchecked) private var gate: LoopHeadGate
    @exclusivity(unchecked) private var charge: StateCharge
    /// What an iteration gives.
    @exclusivity(unchecked) private var given = RecordStore<Element>()
    /// What it has led back.
    @exclusivity(unchecked) private var returned = RecordStore<Element>()
    @exclusivity(unchecked) private var position = RecordStore<Element>.Position()
    /// Whether nothing comes back any more, and whether the outer stream has ended.
    @exclusivity(unchecked) private var hasBackEnded: Bool
    @exclusivity(unchecked) private var hasEnded = false
    /// The iteration for whose end it waits with the other heads of its rank.
    @exclusivity(unchecked) private var arrivedAt: UInt64 = 0

    init(
        _ node: Node, course: LoopCourse, outer: Link<Element>, body: Link<Element>, back: Back?, level: UInt8,
        budget: StateBudget
    ) {
        self.course = course
        self.outer = outer
        self.body = body
        self.back = back
        hasBackEnded = back == nil
        gate = LoopHeadGate(level: level)
        charge = StateCharge(budget)
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        if let back, try take(from: back.from) { return true }
        switch gate.phase {
        case .taking: return try takeOuter()
        case .giving: return try give()
        case .waiting: return wait()
        case .leaving: return try leave()
        }
    }

    private func take(from link: Link<Element>) throws -> Bool {
        if returned.take(from: link) {
            try updateCharge()
            return true
        }
        guard let mark = link.mark, !isAwaited(mark) else { return false }
        // The ends of outer passes, which the body has from here, come back as well.
        link.mark = nil
        if mark.activity == .ended {
            hasBackEnded = true
            isFinished = hasEnded
        }
        return true
    }

    /// Whether all of the iteration has come back with `mark`.
    private func isAwaited(_ mark: Mark) -> Bool { gate.phase == .waiting && mark.pass == gate.pass }

    private func takeOuter() throws -> Bool {
        if given.take(from: outer) {
            try updateCharge()
            return true
        }
        guard let mark = outer.mark, isHeard else { return false }
        outer.mark = nil
        if let marks = gate.offerOuter(mark) { try put(marks) } else { openIfGiving() }
        return true
    }

    private func give() throws -> Bool {
        guard body.mark == nil else { return false }
        let before = body.batch.end
        let isEnough = body.enough.map { gate.passes.isCovered(by: $0) } ?? false
        guard isEnough || put(&given, into: body, moving: back != nil) else { return body.batch.end > before }
        position = RecordStore<Element>.Position()
        body.mark = gate.given()
        return true
    }

    /// Waits until all of the iteration has come back, and all heads of the rank have come so far.
    private func wait() -> Bool {
        if arrivedAt < gate.iteration {
            guard hasBackEnded || back?.from.mark != nil, course.isAnswered(gate.iteration) else { return false }
            arrivedAt = gate.iteration
            course.arrive()
        }
        guard let goesOn = course.goesOn(behind: gate.iteration) else { return false }
        if let back {
            // Only now: behind the mark the next iteration may come, from workers that have gone on.
            back.from.mark = nil
            swap(&given, &returned)
            returned.removeAll()
        }
        gate.answered(goesOn: goesOn)
        openIfGiving()
        return true
    }

    private func leave() throws -> Bool {
        guard isHeard else { return false }
        if let back {
            let before = back.results.batch.end
            guard put(&given, into: back.results, moving: true) else { return back.results.batch.end > before }
        }
        try put(gate.gone())
        return true
    }

    /// Whether no mark waits on either port.
    private var isHeard: Bool { body.mark == nil && back?.results.mark == nil }

    private func put(_ store: inout RecordStore<Element>, into link: Link<Element>, moving: Bool) -> Bool {
        store.put(from: &position, into: link.batch, moving: moving)
    }

    /// The outer pass is over.
    private func put(_ marks: LoopHeadGate.Marks) throws {
        body.mark = marks.inner
        back?.results.mark = marks.outer
        if marks.outer.activity == .ended {
            course.leave()
            hasEnded = true
            isFinished = hasBackEnded
        }
        position = RecordStore<Element>.Position()
        given.removeAll()
        try updateCharge()
    }

    private func openIfGiving() {
        if gate.phase == .giving { course.open(gate.pass) }
    }

    private func updateCharge() throws { try charge.update(to: given.byteCount + returned.byteCount) }
}
