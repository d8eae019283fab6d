internal import Session

/// What a mark does to an operator: the only place that decides it.
///
/// A pure state machine. Marks of inputs go in, behind all records that came before them; out comes an ``Order``: what is to be
/// put out, whether the pass ends, whether all is over, and what the consumers hear.
///
/// | a mark says | emission | pass ends | forwarded |
/// |---|---|---|---|
/// | time has come further | if it emits with time | no | yes; not if it makes time |
/// | idle | no | no | yes |
/// | the pass has ended | if it emits | yes | yes |
/// | a loop has ended | if it emits after loops; all else was said by the end of its last iteration | yes | yes |
/// | the stream has ended | as for a pass or a loop | yes, and it's complete | yes |
struct MarkGate {
    /// What marks mean to an operator.
    struct Traits: OptionSet {
        let rawValue: UInt8
        /// It puts something out at the end of a pass.
        static let emitsAtEnd = Traits(rawValue: 1)
        /// It puts something out when time has come further.
        static let emitsWithTime = Traits(rawValue: 2)
        /// It says by itself how far time has come, so that what its input says of it doesn't count.
        static let makesTime = Traits(rawValue: 4)
        /// It puts something out when the loop that it's in has ended.
        static let emitsAfterLoop = Traits(rawValue: 8)
    }

    private let traits: Traits
    /// How many loops it is in: passes that end with a lower level have no records.
    private let depth: UInt8
    private var inputs: InputMarks
    /// The last mark that was forwarded, or held because its time doesn't count.
    private(set) var reached = Mark.start
    private var passes = Passes()

    init(_ traits: Traits = [], inputs: Int = 1, depth: UInt8 = 0) {
        self.traits = traits
        self.depth = depth
        self.inputs = InputMarks(inputs: inputs)
    }

    /// Whether an input has come to the end of the pass that others are in.
    func isAtEnd(_ input: Int) -> Bool { inputs.isAtEnd(input) }

    /// Takes the mark behind the records of `input`, of which there are none left.
    ///
    /// - Returns: Whether it may go. One that ends a pass stays, and keeps its input from the next one, until all
    ///   inputs have come there.
    mutating func offer(_ mark: Mark, input: Int) -> Bool { inputs.offer(mark, input: input) }

    /// Whether a mark that stayed may go.
    func isDone(with mark: Mark) -> Bool { inputs.isDone(with: mark) }

    /// What the marks that were offered ask for, if they are news. The next marks are offered when that is carried out.
    mutating func order() throws(JobError) -> Order? {
        guard let mark = inputs.advance() else { return nil }
        guard follows(mark) else { throw JobError(.internal, "\(mark) comes behind \(reached)") }
        defer { reached = mark.pass == reached.pass && traits.contains(.makesTime) ? idle(mark) : mark }
        guard mark.pass > reached.pass else { return withinPass(mark) }
        passes.advance(to: mark)
        let level = mark.activity == .ended ? 0 : mark.level
        return Order(
            emission: emission(atEndOf: level), endedLevel: level,
            completes: mark.activity == .ended, forwards: mark)
    }

    /// The pass that the operator is in.
    var pass: UInt64 { passes.current }

    /// Whether a consumer needs nothing more of the pass.
    func isCovered(by enough: Enough?) -> Bool { enough.map { passes.isCovered(by: $0) } ?? false }

    private func emission(atEndOf level: UInt8) -> Order.Emission? {
        if level >= depth { return traits.contains(.emitsAtEnd) ? .endOfPass : nil }
        return traits.contains(.emitsAfterLoop) ? .endOfLoop : nil
    }

    private func withinPass(_ mark: Mark) -> Order {
        guard !traits.contains(.makesTime) else {
            return Order(forwards: mark.activity == .idle ? idle(mark) : nil)
        }
        let emits = traits.contains(.emitsWithTime) && mark.watermark > reached.watermark
        return Order(emission: emits ? .time(mark.watermark) : nil, forwards: mark)
    }

    /// The operator itself says that time has come to `watermark`, behind the records that it has put out.
    ///
    /// - Returns: What the consumers hear, if it's news.
    mutating func advance(to watermark: Int64) -> Mark? {
        guard watermark > reached.watermark || reached.activity == .idle && watermark > .min else { return nil }
        reached = reached.advanced(to: max(watermark, reached.watermark))
        return reached
    }

    /// The operator itself says that nobody should wait for its time.
    ///
    /// - Returns: What the consumers hear, if it's news.
    mutating func fallIdle() -> Mark? {
        guard reached.activity == .active else { return nil }
        reached = Mark(pass: reached.pass, level: reached.level, watermark: reached.watermark, activity: .idle)
        return reached
    }

    /// Whether a mark takes nothing back of what was promised.
    private func follows(_ mark: Mark) -> Bool {
        if mark.pass != reached.pass { return mark.pass > reached.pass }
        return traits.contains(.makesTime) || mark.watermark >= reached.watermark
    }

    /// Who makes time keeps its own when the input falls idle.
    private func idle(_ mark: Mark) -> Mark {
        guard mark.activity == .idle else { return reached }
        return Mark(pass: reached.pass, level: reached.level, watermark: reached.watermark, activity: .idle)
    }
}

/// What an operator does when a mark has come, in this order.
struct Order: Equatable {
    enum Emission: Equatable {
        /// Time has come so far.
        case time(Int64)
        case endOfPass
        case endOfLoop
    }

    /// What asks it to put something out.
    var emission: Emission?
    /// The level of the pass that has ended: state that lives for it is done with.
    var endedLevel: UInt8?
    /// Whether nothing comes any more.
    var completes = false
    /// What the consumers hear.
    var forwards: Mark?
}
