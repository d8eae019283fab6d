/// What an operator does with records, while a ``GatedOperator`` sees to marks.
///
/// All of it is called once per batch or per mark. Loops over records are closures that were made where the records' types and the
/// program's closures are known.
class OperatorWork {
    /// Moves records on, of a batch at most.
    ///
    /// - Parameter gate: Knows how far time has come; who makes time tells it.
    /// - Returns: Whether anything moved.
    func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool { preconditionFailure("no work") }

    /// Whether it has records that have to be put out before any mark is taken.
    var holdsBack: Bool { false }

    /// Puts out what a mark asks for, as far as there is room.
    ///
    /// - Returns: Whether that was all of it, and whether anything was put out.
    func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) { (true, false) }

    /// A pass has ended and all is put out: state that lives for a pass of `level` is done with.
    ///
    /// - Parameter next: The pass that begins.
    func endPass(level: UInt8, next: UInt64) throws {}

    /// Nothing comes any more, and all is put out.
    func complete() throws {}

    /// Whether it does nothing but to make records for its consumers, so that it may stop when they need none.
    var mayBeCutOff: Bool { false }

    /// Nobody needs what it holds back.
    func cutOff() throws {}

    /// Why its last step moved nothing.
    var obstacle: Obstacle { .neighbours }
}
