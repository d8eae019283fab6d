/// Who has a worker, and who waits for it: one program at a time, in the order in which they came.
///
/// When a program leaves, what it has left behind is cleared away before the next one begins.
struct ClaimQueue<ID: Hashable> {
    private(set) var holder: ID?
    private(set) var waiting: [ID] = []
    private(set) var isClearing = false

    /// Whether `id`, which wants the worker, has it now.
    mutating func ask(_ id: ID) -> Bool {
        guard holder != id else { return true }
        if holder == nil, !isClearing {
            holder = id
            return true
        }
        if !waiting.contains(id) { waiting.append(id) }
        return false
    }

    /// Whether it was `id` that had the worker, so that there is something to clear away.
    mutating func leave(_ id: ID) -> Bool {
        waiting.removeAll { $0 == id }
        guard holder == id else { return false }
        holder = nil
        isClearing = true
        return true
    }

    /// Nothing is left behind. Returns who has the worker now.
    mutating func clear() -> ID? {
        isClearing = false
        guard holder == nil, !waiting.isEmpty else { return nil }
        holder = waiting.removeFirst()
        return holder
    }
}

extension ClaimQueue: Sendable where ID: Sendable {}
