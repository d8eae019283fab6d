/// Goes through the canonical forms of a plan: orderly generation by prefix.
///
/// Slots are decided one after the other. With each decision go the renamings that might still make the list less: each is known as
/// far as it has been compared, and waits for the slot whose value it needs next. So a decision concerns only those that wait for it:
/// one that makes the list less ends this branch, one that makes it greater is dropped, and with it all that would go on from it.
@usableFromInline
final class FormSearch {
    private let count: Int
    private let plain: PlainSlots
    /// The values that are decided, and how many.
    private let values: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private var depth = 0
    /// The next value that is tried at each depth.
    private let candidates: UnsafeMutablePointer<Int32>
    /// How many members each set has by now.
    private let memberCounts: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private var comparison: RenamingComparison
    @exclusivity(unchecked) private var isAtLeaf = false
    /// Where the search begins and ends.
    @exclusivity(unchecked) private var root = 0
    @exclusivity(unchecked) private var end: Int

    init(_ plan: FormPlan) {
        count = plan.slots.count
        end = count
        plain = PlainSlots(plan)
        values = .allocate(capacity: count + 1)
        candidates = .allocate(capacity: count + 1)
        memberCounts = .allocate(capacity: plan.groups.count + 1)
        memberCounts.initialize(repeating: 0, count: plan.groups.count + 1)
        comparison = RenamingComparison(plain, values: values, slots: count, atoms: plan.atomCount)
    }

    deinit {
        plain.deallocate()
        values.deallocate()
        candidates.deallocate()
        memberCounts.deallocate()
        comparison.deallocate()
    }

    // MARK: Going through the tree

    /// Goes on to the next list of decisions.
    ///
    /// - Returns: Whether there is one; its values are given by ``store(in:)``.
    @usableFromInline
    func advance() -> Bool {
        if isAtLeaf {
            isAtLeaf = false
            guard depth > root else { return false }
            depth -= 1
            undo()
        } else if depth == end {
            // There is nothing to be decided.
            isAtLeaf = true
            return true
        }
        while true {
            guard let value = candidate() else {
                guard depth > root else { return false }
                depth -= 1
                undo()
                continue
            }
            guard decide(value) else { continue }
            guard depth == end else {
                candidates[depth] = firstCandidate
                continue
            }
            isAtLeaf = true
            return true
        }
    }

    /// Puts the numbers that describe the element into the order of its shape.
    @usableFromInline
    func store(in codes: UnsafeMutablePointer<Int32>) {
        for index in 0..<count { codes[Int(plain.slots[index].place)] = values[index] }
    }

    /// What was decided, up to the end.
    var decisions: [Int32] { Array(UnsafeBufferPointer(start: values, count: end)) }

    /// Goes back to the start, to search down to a depth only.
    func restart(downTo end: Int) {
        while depth > 0 {
            depth -= 1
            undo()
        }
        isAtLeaf = false
        root = 0
        self.end = end
        candidates[0] = firstCandidate
    }

    /// Goes on to what begins with `prefix`, the decisions of another search.
    func restart(behind prefix: [Int32]) {
        var common = 0
        while common < min(depth, prefix.count), values[common] == prefix[common] { common += 1 }
        while depth > common {
            depth -= 1
            undo()
        }
        isAtLeaf = false
        end = count
        for value in prefix[common...] {
            let isCanonical = decide(value)
            precondition(isCanonical, "a prefix of another plan")
        }
        root = depth
        candidates[depth] = firstCandidate
    }

    private func undo() {
        comparison.undo(of: depth)
        let slot = plain.slots + depth
        if slot.pointee.kind == .member, values[depth] == 0 { memberCounts[Int(slot.pointee.group)] -= 1 }
    }

    /// - Returns: Whether no renaming makes it less; then it's one deeper.
    private func decide(_ value: Int32) -> Bool {
        values[depth] = value
        guard comparison.decide(depth) else { return false }
        let slot = plain.slots + depth
        if slot.pointee.kind == .member, value == 0 { memberCounts[Int(slot.pointee.group)] += 1 }
        depth += 1
        return true
    }

    // MARK: Values that a slot may have

    /// What isn't there has one value, that nothing else has.
    private var firstCandidate: Int32 {
        guard depth < count else { return 0 }
        let slot = plain.slots[depth]
        for index in slot.firstCondition..<slot.firstCondition + slot.conditionCount {
            let condition = plain.conditions[Int(index)]
            let value = values[Int(condition.slot)]
            if value < condition.least || value > condition.greatest { return -1 }
        }
        return 0
    }

    private func candidate() -> Int32? {
        let slot = plain.slots[depth]
        var value = candidates[depth]
        if value < 0 {
            candidates[depth] = .max
            return value
        }
        while value < slot.valueCount {
            if isPermitted(value, slot) {
                candidates[depth] = value + 1
                return value
            }
            value += 1
        }
        candidates[depth] = value
        return nil
    }

    @inline(__always)
    private func isPermitted(_ value: Int32, _ slot: PlainSlots.Slot) -> Bool {
        switch slot.kind {
        case .free, .size: return true
        case .member:
            var group = plain.groups[Int(slot.group)]
            if group.sizeSlot >= 0 {
                group.least += values[Int(group.sizeSlot)]
                group.greatest = group.least
            }
            let members = memberCounts[Int(slot.group)] + 1 - value
            return members <= group.greatest && members + slot.followers >= group.least
        case .countedSize: return memberCounts[Int(slot.group)] - plain.groups[Int(slot.group)].least == value
        case .distinct:
            return !(0..<depth).contains { plain.slots[$0].group == slot.group && values[$0] == value }
        }
    }
}
