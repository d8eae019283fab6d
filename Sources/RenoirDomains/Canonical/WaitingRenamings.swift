/// Renamings that wait for the value of a slot, by slot; those that a decision has added go when it's undone.
///
/// A renaming is a record of words: the slot up to which it has been compared; then for each atom the one that becomes it, and for each
/// atom what it becomes, a byte each.
struct WaitingRenamings {
    typealias Record = UnsafeMutablePointer<UInt64>

    private struct List {
        var base: Record?
        var count = 0
        var capacity = 0
    }

    /// Words of a record.
    let words: Int
    private let slots: Int
    private let lists: UnsafeMutablePointer<List>
    /// The slots to whose lists something was added, in order.
    private var trail: UnsafeMutablePointer<Int32>
    private var trailCount = 0
    private var trailCapacity = 1024
    /// How long the trail was before each decision.
    private let starts: UnsafeMutablePointer<Int>

    init(slots: Int, atoms: Int) {
        self.slots = slots
        words = 1 + (2 * atoms + 7) / 8
        lists = .allocate(capacity: slots + 1)
        lists.initialize(repeating: List(), count: slots + 1)
        trail = .allocate(capacity: trailCapacity)
        starts = .allocate(capacity: slots + 1)
    }

    func deallocate() {
        for slot in 0...slots { lists[slot].base?.deallocate() }
        lists.deallocate()
        trail.deallocate()
        starts.deallocate()
    }

    @inline(__always)
    func records(at slot: Int) -> (Record?, count: Int) { (lists[slot].base, lists[slot].count) }

    /// What is added from now on belongs to the decision at `depth`.
    @inline(__always)
    mutating func begin(_ depth: Int) { starts[depth] = trailCount }

    /// Takes away what belongs to the decision at `depth`.
    @inline(__always)
    mutating func undo(of depth: Int) {
        let start = starts[depth]
        while trailCount > start {
            trailCount -= 1
            lists[Int(trail[trailCount])].count -= 1
        }
    }

    /// Adds a copy of one.
    ///
    /// - Returns: The copy.
    @inline(__always)
    mutating func add(_ record: Record, at slot: Int) -> Record {
        if lists[slot].count == lists[slot].capacity { grow(slot) }
        if trailCount == trailCapacity { growTrail() }
        let copy = lists[slot].base! + lists[slot].count * words
        Self.copy(record, to: copy, words)
        lists[slot].count += 1
        trail[trailCount] = Int32(truncatingIfNeeded: slot)
        trailCount += 1
        return copy
    }

    /// Records are a few words: a call would take longer.
    @inline(__always)
    static func copy(_ record: Record, to place: Record, _ words: Int) {
        var word = 0
        repeat {
            place[word] = record[word]
            word &+= 1
        } while word < words
    }

    @inline(never)
    private func grow(_ slot: Int) {
        let list = lists[slot]
        let capacity = max(8, list.capacity * 2)
        let base = Record.allocate(capacity: capacity * words)
        if let old = list.base {
            base.update(from: old, count: list.count * words)
            old.deallocate()
        }
        lists[slot] = List(base: base, count: list.count, capacity: capacity)
    }

    @inline(never)
    private mutating func growTrail() {
        let larger = UnsafeMutablePointer<Int32>.allocate(capacity: trailCapacity * 2)
        larger.update(from: trail, count: trailCount)
        trail.deallocate()
        trail = larger
        trailCapacity *= 2
    }
}
