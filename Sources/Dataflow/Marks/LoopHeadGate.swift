/// What the head of a loop does: when it takes the outer stream, when it gives an iteration, and what the body hears.
///
/// A pure state machine. All records of an outer pass are taken; then iterations follow each other, each a pass of the loop's level, and
/// after each the control of the loop says whether there is another. What ends the outer pass goes on when there is none: in the body it
/// ends a pass without records.
///
/// | phase | ends when | then |
/// |---|---|---|
/// | taking | an outer pass has ended | giving |
/// | | an enclosing loop has ended, or the stream has without a pass of this level's | taking; the body hears of it |
/// | giving | all records are given | waiting; the body hears that the iteration has ended |
/// | waiting | there is another iteration | giving |
/// | | there is none | leaving |
/// | leaving | all results are put out | taking; the body and those behind the loop hear that the outer pass has ended |
struct LoopHeadGate {
    enum Phase: Equatable {
        /// Takes what comes from outside.
        case taking
        /// Gives the records of an iteration.
        case giving
        /// Waits for the end of the iteration, and for what control says.
        case waiting
        /// Puts out what the last iteration gave.
        case leaving
    }

    /// What those hear who take what it puts out.
    struct Marks: Equatable {
        /// The body's.
        let inner: Mark
        /// Of those behind the loop.
        let outer: Mark
    }

    /// How many loops the body is in.
    private let level: UInt8
    private(set) var phase = Phase.taking
    /// How far the body has come.
    private(set) var passes = Passes()
    /// Iterations that it has come to, of all outer passes.
    private(set) var iteration: UInt64 = 0
    private var inner = Mark.start
    /// What has ended the outer pass.
    private var outer = Mark.start

    init(level: UInt8) {
        precondition(level > 0, "a loop of level 0")
        self.level = level
    }

    /// The pass of the body whose records are given.
    var pass: UInt64 { inner.pass }

    /// Takes a mark of the outer stream, behind all records that have been taken.
    ///
    /// - Returns: What is heard at once.
    mutating func offerOuter(_ mark: Mark) -> Marks? {
        precondition(phase == .taking, "\(mark) of an outer stream while \(phase)")
        // Times have no meaning in a loop, whose iterations give the same records again.
        guard mark.pass > outer.pass else { return nil }
        outer = mark
        guard (mark.activity == .ended ? 0 : mark.level) >= level - 1 else { return close() }
        begin()
        return nil
    }

    /// All records of the iteration are given.
    ///
    /// - Returns: What the body hears.
    mutating func given() -> Mark {
        phase = .waiting
        return advance(to: inner.nextPass(level: level))
    }

    /// Control has spoken, and all of the iteration has come back.
    mutating func answered(goesOn: Bool) {
        precondition(phase == .waiting, "an answer while \(phase)")
        if goesOn { begin() } else { phase = .leaving }
    }

    /// All results are put out.
    mutating func gone() -> Marks {
        phase = .taking
        return close()
    }

    private mutating func begin() {
        iteration += 1
        phase = .giving
    }

    private mutating func close() -> Marks {
        Marks(inner: advance(to: outer.activity == .ended ? .end : inner.nextPass(level: outer.level)), outer: outer)
    }

    private mutating func advance(to mark: Mark) -> Mark {
        inner = mark
        passes.advance(to: mark)
        return mark
    }
}
