/// What those behind a loop hear of the marks in its body: iterations end inside, an outer pass ends where the loop does.
///
/// A pure state machine.
struct LoopExitGate {
    /// How many loops the body is in.
    private let level: UInt8
    private var inner: UInt64 = 0
    private var outer = Mark.start

    init(level: UInt8) { self.level = level }

    /// - Returns: What is heard; nil if that is nothing.
    mutating func offer(_ mark: Mark) -> Mark? {
        guard mark.pass > inner else { return nil }
        inner = mark.pass
        guard mark.activity != .ended else { return .end }
        guard mark.level < level else { return nil }
        outer = outer.nextPass(level: mark.level)
        return outer
    }
}
