internal import SystemLibrary

/// What a launcher is sent when a host is lost of which it may know nothing.
///
/// It notices by itself that a host's daemon is gone, and ends with a code of its own. Where that was the place of nobody,
/// or it can't be told, it is asked to end, and in the end killed.
struct LossPolicy {
    /// Milliseconds until it is asked, and until it is killed.
    static let asking: UInt64 = 5000
    static let patience: UInt64 = 10_000

    private var start: UInt64?
    private var sent: Int32?

    var isKnown: Bool { start != nil }
    /// Whether the launcher did not end by itself.
    var hasActed: Bool { sent != nil }

    mutating func note(at now: UInt64) { start = now }

    /// What to send now, each once.
    mutating func signal(at now: UInt64) -> Int32? {
        guard let start else { return nil }
        let due: Int32? = now - start >= Self.patience ? SIGKILL : now - start >= Self.asking ? SIGTERM : nil
        guard let due, due != sent else { return nil }
        sent = due
        return due
    }

    /// The code for a launcher that has ended with `code`: whichever part of it has noticed first, it is one and the same.
    func exitCode(_ code: Int32) -> Int32 { isKnown && code != 0 ? Attendance.lostHost : code }
}

extension LossPolicy: Sendable {}
