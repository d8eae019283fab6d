/// Renamings that wait for the value of a slot, by slot; those that a decision has added go when it's undone.
final class WaitingRenamings {
    private struct List {
        var base: UnsafeMutablePointer<UInt8>?
        var count = 0
        var capacity = 0
    }

    private let stride: Int
    private let slots: Int
    private let lists: UnsafeMutablePointer<List>
    /// The slots to whose lists something was added, in order.
    private var trail: UnsafeMutablePointer<Int32>
    private var trailCount = 0
    private var trailCapacity = 1024
    /// How long the trail was before each decision.
    private let starts: UnsafeMutablePointer<Int>

    init(slots: Int, stride: Int) {
        self.slots = slots
        self.stride = stride
        lists = .allocate(capacity: slots + 1)
        lists.initialize(repeating: List(), count: slots + 1)
        trail = .allocate(capacity: trailCapacity)
        starts = .allocate(capacity: slots + 1)
    }

    deinit {
        for slot in 0...slots { lists[slot].base?.deallocate() }
        lists.deallocate()
        trail.deallocate()
        starts.deallocate()
    }

    func count(at slot: Int) -> Int { lists[slot].count }

    func record(_ index: Int, at slot: Int) -> UnsafeMutablePointer<UInt8> { lists[slot].base! + index * stride }

    /// What is added from now on belongs to the decision at `depth`.
    func begin(_ depth: Int) { starts[depth] = trailCount }

    /// Takes away what belongs to the decision at `depth`.
    func undo(of depth: Int) {
        while trailCount > starts[depth] {
            trailCount -= 1
            lists[Int(trail[trailCount])].count -= 1
        }
    }

    /// Adds one that stays.
    func add(_ renaming: UnsafeMutablePointer<UInt8>, at slot: Int) {
        if lists[slot].count == lists[slot].capacity { grow(slot) }
        (lists[slot].base! + lists[slot].count * stride).update(from: renaming, count: stride)
        lists[slot].count += 1
    }

    /// Adds one for the decision at `depth`.
    func add(_ renaming: UnsafeMutablePointer<UInt8>, at slot: Int, from depth: Int) {
        add(renaming, at: slot)
        if trailCount == trailCapacity { growTrail() }
        trail[trailCount] = Int32(truncatingIfNeeded: slot)
        trailCount += 1
    }

    private func grow(_ slot: Int) {
        let list = lists[slot]
        let capacity = max(8, list.capacity * 2)
        let base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * stride)
        if let old = list.base {
            base.update(from: old, count: list.count * stride)
            old.deallocate()
        }
        lists[slot] = List(base: base, count: list.count, capacity: capacity)
    }

    private func growTrail() {
        let larger = UnsafeMutablePointer<Int32>.allocate(capacity: trailCapacity * 2)
        larger.update(from: trail, count: trailCount)
        trail.deallocate()
        trail = larger
        trailCapacity *= 2
    }
}
