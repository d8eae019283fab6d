/// Goes through the canonical forms of a plan: orderly generation by prefix.
///
/// Slots are decided one after the other. With each decision go the renamings that might still make the list less: each is known as
/// far as it has been compared, and waits for the slot whose value it needs next. So a decision concerns only those that wait for it:
/// one that makes the list less ends this branch, one that makes it greater is dropped, and with it all that would go on from it.
@usableFromInline
final class FormSearch {
    private let plan: FormPlan
    private let count: Int
    private let atomCount: Int
    /// The values that are decided, and how many.
    private let values: UnsafeMutablePointer<Int32>
    private var depth = 0
    /// The next value that is tried at each depth.
    private let candidates: UnsafeMutablePointer<Int32>
    /// How many members each set has by now.
    private var memberCounts: [Int]
    private let waiting: WaitingRenamings
    private let slots: UnsafeMutablePointer<PlainSlot>
    private let atomTable: UnsafeMutablePointer<UInt8>
    private let imageTable: UnsafeMutablePointer<Int32>
    /// Renamings that are being compared, by how many atoms were decided on the way.
    private let scratch: UnsafeMutablePointer<UInt8>
    private let stride: Int
    /// The class of each atom, as its first and the one after its last.
    private let classStart: UnsafeMutablePointer<UInt8>
    private let classEnd: UnsafeMutablePointer<UInt8>
    private var isAtLeaf = false
    /// Where the search begins and ends.
    private var root = 0
    private var end: Int

    /// No atom.
    private static let none: UInt8 = 255

    /// What the inner loop needs of a slot.
    private struct PlainSlot {
        /// First atom of its value's class; -1 if its value is no atom.
        var valueStart: Int32
        var valueEnd: Int32
        /// Where its atoms and images lie in the tables.
        var firstAtom: Int32
        var atomCount: Int32
        var firstImage: Int32
    }

    init(_ plan: FormPlan) {
        self.plan = plan
        count = plan.slots.count
        end = count
        atomCount = plan.atomCount
        values = .allocate(capacity: count + 1)
        candidates = .allocate(capacity: count + 1)
        memberCounts = Array(repeating: 0, count: plan.groups.count)
        stride = 2 + 2 * plan.atomCount
        waiting = WaitingRenamings(slots: count, stride: stride)
        scratch = .allocate(capacity: stride * (plan.atomCount + 2))
        slots = .allocate(capacity: count + 1)
        atomTable = .allocate(capacity: plan.slots.reduce(1) { $0 + $1.atoms.count })
        imageTable = .allocate(capacity: plan.slots.reduce(1) { $0 + $1.images.count })
        classStart = .allocate(capacity: plan.atomCount + 1)
        classEnd = .allocate(capacity: plan.atomCount + 1)
        for atomClass in plan.classes {
            for atom in atomClass.range {
                classStart[atom] = UInt8(atomClass.range.lowerBound)
                classEnd[atom] = UInt8(atomClass.range.upperBound)
            }
        }
        fillTables()
        begin()
    }

    deinit {
        values.deallocate()
        candidates.deallocate()
        scratch.deallocate()
        slots.deallocate()
        atomTable.deallocate()
        imageTable.deallocate()
        classStart.deallocate()
        classEnd.deallocate()
    }

    private func fillTables() {
        var (atoms, images) = (0, 0)
        for (index, slot) in plan.slots.enumerated() {
            var plain = PlainSlot(
                valueStart: -1, valueEnd: -1, firstAtom: Int32(atoms), atomCount: Int32(slot.atoms.count),
                firstImage: Int32(images))
            if case .atom(let number) = slot.kind {
                plain.valueStart = Int32(plan.classes[number].range.lowerBound)
                plain.valueEnd = Int32(plan.classes[number].range.upperBound)
            }
            slots[index] = plain
            for atom in slot.atoms {
                atomTable[atoms] = UInt8(atom)
                atoms += 1
            }
            for image in slot.images {
                imageTable[images] = image
                images += 1
            }
        }
    }

    /// The renaming of which nothing is known waits for the first slot.
    private func begin() {
        guard atomCount > 0, count > 0 else { return }
        scratch.initialize(repeating: Self.none, count: stride)
        scratch[0] = 0
        scratch[1] = 0
        waiting.add(scratch, at: 0)
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
        for (index, slot) in plan.slots.enumerated() { codes[slot.place] = values[index] }
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
        waiting.undo(of: depth)
        let slot = plan.slots[depth]
        if slot.kind == .member, values[depth] == 0 { memberCounts[slot.group] -= 1 }
    }

    /// - Returns: Whether no renaming makes it less; then it's one deeper.
    private func decide(_ value: Int32) -> Bool {
        values[depth] = value
        waiting.begin(depth)
        guard compareWaiting() else {
            waiting.undo(of: depth)
            return false
        }
        let slot = plan.slots[depth]
        if slot.kind == .member, value == 0 { memberCounts[slot.group] += 1 }
        depth += 1
        return true
    }

    // MARK: Values that a slot may have

    private var firstCandidate: Int32 {
        guard depth < count else { return 0 }
        return isActive(plan.slots[depth]) ? 0 : -1
    }

    private func isActive(_ slot: FormSlot) -> Bool {
        slot.conditions.allSatisfy { $0.range.contains(Int(values[$0.slot])) }
    }

    private func candidate() -> Int32? {
        let slot = plan.slots[depth]
        var value = candidates[depth]
        // What isn't there has one value, that nothing else has.
        if value < 0 {
            candidates[depth] = .max
            return value
        }
        while value < limit(of: slot) {
            defer { value += 1 }
            guard isPermitted(value, slot) else { continue }
            candidates[depth] = value + 1
            return value
        }
        return nil
    }

    private func limit(of slot: FormSlot) -> Int32 {
        switch slot.kind {
        case .constant(let count): Int32(count)
        case .atom(let number): Int32(plan.classes[number].range.count)
        case .member: 2
        case .size, .countedSize: Int32(plan.groups[slot.group].counts.count)
        }
    }

    private func isPermitted(_ value: Int32, _ slot: FormSlot) -> Bool {
        guard slot.group >= 0 else { return true }
        let group = plan.groups[slot.group]
        switch slot.kind {
        case .member:
            let counts: ClosedRange<Int>
            if group.sizeSlot >= 0 {
                let count = group.counts.lowerBound + Int(values[group.sizeSlot])
                counts = count...count
            } else {
                counts = group.counts
            }
            let members = memberCounts[slot.group] + (value == 0 ? 1 : 0)
            return members <= counts.upperBound && members + slot.followers >= counts.lowerBound
        case .size: return true
        case .countedSize: return memberCounts[slot.group] - group.counts.lowerBound == Int(value)
        case .constant, .atom:
            return !(0..<depth).contains { plan.slots[$0].group == slot.group && values[$0] == value }
        }
    }

    // MARK: Renamings

    /// Goes on with the renamings that have waited for the slot that was decided last.
    ///
    /// - Returns: Whether none of them makes the list less.
    private func compareWaiting() -> Bool {
        let records = waiting.count(at: depth)
        for record in 0..<records {
            scratch.update(from: waiting.record(record, at: depth), count: stride)
            guard compare(scratch) else { return false }
        }
        return true
    }

    /// Compares as far as slots are decided.
    ///
    /// A renaming is a place, in two bytes; for each atom the one that becomes it; and for each atom what it becomes.
    private func compare(_ renaming: UnsafeMutablePointer<UInt8>) -> Bool {
        let sources = renaming + 2
        let images = sources + atomCount
        var place = Int(renaming[0]) | Int(renaming[1]) << 8
        while place < count {
            guard place <= depth else { return wait(renaming, at: place, for: place) }
            let slot = slots[place]
            // Which slot becomes this one?
            var index = 0
            for offset in 0..<slot.atomCount {
                let atom = atomTable[Int(slot.firstAtom + offset)]
                let source = sources[Int(atom)]
                if source == Self.none { return branch(renaming, at: place, atom) }
                index = index * atomCount + Int(source)
            }
            let source = Int(imageTable[Int(slot.firstImage) + index])
            guard source <= depth else { return wait(renaming, at: place, for: source) }
            var (value, own) = (values[source], values[place])
            if slot.valueStart >= 0, value >= 0, own >= 0 {
                value += slot.valueStart
                own += slot.valueStart
                let image = images[Int(value)]
                if image != Self.none {
                    value = Int32(image)
                } else {
                    // It may become the least that is left; what it becomes otherwise is greater.
                    var least = slot.valueStart
                    while sources[Int(least)] != Self.none { least += 1 }
                    if least == own {
                        images[Int(value)] = UInt8(truncatingIfNeeded: least)
                        sources[Int(least)] = UInt8(truncatingIfNeeded: value)
                    }
                    value = least
                }
            }
            if value != own { return value > own }
            place += 1
        }
        return true
    }

    private func wait(_ renaming: UnsafeMutablePointer<UInt8>, at place: Int, for slot: Int) -> Bool {
        renaming[0] = UInt8(truncatingIfNeeded: place)
        renaming[1] = UInt8(truncatingIfNeeded: place >> 8)
        waiting.add(renaming, at: slot, from: depth)
        return true
    }

    /// Tries all atoms that may become `atom`.
    private func branch(_ renaming: UnsafeMutablePointer<UInt8>, at place: Int, _ atom: UInt8) -> Bool {
        renaming[0] = UInt8(truncatingIfNeeded: place)
        renaming[1] = UInt8(truncatingIfNeeded: place >> 8)
        let next = renaming + stride
        for source in classStart[Int(atom)]..<classEnd[Int(atom)]
        where renaming[2 + atomCount + Int(source)] == Self.none {
            next.update(from: renaming, count: stride)
            next[2 + Int(atom)] = source
            next[2 + atomCount + Int(source)] = atom
            guard compare(next) else { return false }
        }
        return true
    }
}
