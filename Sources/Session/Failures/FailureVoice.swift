internal import CEngine
internal import Synchronization
internal import Threading

/// Which rank of a host tells of the failure that ends the program: the first that has one.
///
/// Several notice alike that one is gone, or fail in the same instant. Who is first says so in a word of memory that all of them see,
/// which needs nobody's answer and no MPI.
package enum FailureVoice {
    /// Nanoseconds for which one that is not the first waits for the message, which its own end would cut off.
    private static let patience: UInt64 = 2_000_000_000
    /// Nanoseconds for which a host waits for each one before it, and for how many at most.
    private static let turn: UInt64 = 500_000_000
    private static let mostTurns = 4
    /// Microseconds between two looks.
    private static let look = 1000
    /// How many hosts come before this one; −1 where that isn't known.
    private static let place = Atomic<Int>(-1)

    /// Runs `message`, which tells of a failure, unless somebody else on this host tells of one: then waits until that is done.
    package static func tell(_ code: JobError.Code, _ message: () -> Void) {
        tell(code.exitCode, as: renoir_current_voice(), message)
    }

    static func tell(
        _ exitCode: Int32, as voice: UnsafeMutablePointer<UInt64>, patience: UInt64 = patience, _ message: () -> Void
    ) {
        let first = renoir_voice_take(voice, exitCode)
        if first != 0 {
            let deadline = MonotonicClock.now + patience
            let bed = Parker()
            while renoir_voice_has_told(voice) == 0, MonotonicClock.now < deadline { bed.park(microseconds: look) }
            // One that hasn't by now is gone, or stopped.
            guard renoir_voice_take_over(voice, first, exitCode) != 0 else { return }
        }
        message()
        renoir_voice_told(voice)
    }

    /// The code of the failure that has been told on this host, which is everybody's; nil if there is none.
    package static var code: JobError.Code? {
        let code = renoir_voice_code(renoir_current_voice())
        return code == 0 ? nil : JobError.Code(exitCode: code)
    }

    /// Waits until the hosts before this one have had the time to notice what this rank has, and to end it.
    ///
    /// - Parameters:
    ///   - rank: Tells whose turn it is where ranks don't know each other's hosts.
    ///   - isOver: Whether there is no more reason to wait.
    package static func waitForTurn(rank: Int, until isOver: () -> Bool = { false }) {
        let place = place.load(ordering: .relaxed)
        let turns = min(place < 0 ? rank : place, mostTurns)
        let deadline = MonotonicClock.now + UInt64(turns) * turn
        let bed = Parker()
        while MonotonicClock.now < deadline, !isOver() { bed.park(microseconds: look) }
    }

    /// Uses the word of `arena` from now on, as the host after `place` others; for good.
    static func share(_ arena: SharedArena, place: Int) {
        renoir_share_voice(Unmanaged.passRetained(arena).takeUnretainedValue().word)
        Self.place.store(place, ordering: .relaxed)
    }
}
