internal import Synchronization
internal import Threading

/// The way back of an edge: its receivers say of what they need nothing more, and its senders hear it when all receivers on all
/// ranks have said so.
final class WayBack: @unchecked Sendable {
    private let lock = Lock()
    /// What the receivers of this rank have said, by their place among them.
    @exclusivity(unchecked) private var said: [Enough?]
    @exclusivity(unchecked) private var agreed: Enough?
    private let isAgreed = Atomic<Bool>(false)

    init(receivers: Int) { said = Array(repeating: nil, count: receivers) }

    /// Notes what a receiver of this rank says.
    func say(_ enough: Enough, receiver: Int) { lock.withLock { said[receiver] = enough } }

    /// A word whose minimum over ranks is what all of their receivers say.
    var word: UInt128 { lock.withLock { said.isEmpty ? .max : Enough.packed(.combined(said)) } }

    /// Takes over what the receivers of all ranks say.
    ///
    /// - Returns: Whether that is news.
    func deliver(_ word: UInt128) -> Bool {
        guard let enough = Enough.unpacked(word) else { return false }
        return lock.withLock {
            guard agreed != enough else { return false }
            agreed = enough
            isAgreed.store(true, ordering: .releasing)
            return true
        }
    }

    /// What no receiver needs.
    var enough: Enough? {
        guard isAgreed.load(ordering: .acquiring) else { return nil }
        return lock.withLock { agreed }
    }
}
