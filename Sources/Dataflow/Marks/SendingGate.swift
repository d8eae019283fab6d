/// What the sending half of an exchange tells its receivers of marks, and when. A pure state machine.
///
/// The end of a pass is said at once, time when it's due: whatever is said makes all records before it go, however few they are.
struct SendingGate {
    /// Nanoseconds between two messages about time while there are records to send.
    static var timeInterval: UInt64 { 5_000_000 }

    private(set) var passes = Passes()
    private var said = Mark.start
    private var saidAt: UInt64 = 0
    /// Time that has passed since the receivers were told.
    private var unsaid: Mark?

    /// Takes the mark behind all records that have come.
    ///
    /// - Returns: Whether it goes only when it has been said.
    mutating func offer(_ mark: Mark) -> Bool {
        guard mark != said else { return false }
        // Who was idle says at once that it no longer is: its records are on their way.
        guard mark.pass == passes.current, said.activity != .idle else { return true }
        unsaid = mark
        return false
    }

    /// The time that is to be said now.
    ///
    /// - Parameter isIdle: Whether there is nothing better to do.
    func due(isIdle: Bool, now: @autoclosure () -> UInt64) -> Mark? {
        guard let unsaid, isIdle || now() > saidAt + Self.timeInterval else { return nil }
        return unsaid
    }

    /// The receivers have been told.
    mutating func hasSaid(_ mark: Mark, at now: UInt64) {
        said = mark
        saidAt = now
        unsaid = nil
        passes.advance(to: mark)
    }
}
