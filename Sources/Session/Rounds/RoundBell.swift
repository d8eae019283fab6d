internal import Synchronization

/// Tells whoever passes by in a rank that is alone that there is something for its rounds: a look at it costs next to nothing, a
/// look at all tenants as much as some hundred records.
package final class RoundBell: Sendable {
    private let rung = Atomic<Bool>(false)

    package init() {}

    package var isRung: Bool { rung.load(ordering: .relaxed) }

    /// There is something, and has been since before this call.
    package func ring() { rung.store(true, ordering: .sequentiallyConsistent) }

    /// Whether it was rung; what has come until now is for whoever asks.
    func answer() -> Bool { isRung && rung.exchange(false, ordering: .sequentiallyConsistent) }
}
