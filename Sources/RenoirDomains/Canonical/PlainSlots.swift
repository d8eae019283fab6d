/// The slots of a plan as the inner loops of a search read them: in plain memory, behind each other.
struct PlainSlots {
    struct Slot {
        enum Kind: UInt8 { case free, member, size, countedSize, distinct }

        var kind: Kind
        /// How many values it may have.
        var valueCount: Int32
        /// The first atom of its value's class; -1 if its value is no atom.
        var valueStart: Int32
        /// Where its atoms lie among all, and how many they are.
        var firstAtom: Int32
        var atomCount: Int32
        /// Where the slots that it becomes lie among all.
        var firstImage: Int32
        var group: Int32
        var followers: Int32
        var firstCondition: Int32
        var conditionCount: Int32
        /// Where its value stands among the numbers that describe an element.
        var place: Int32
    }

    struct Condition {
        var slot: Int32
        var least: Int32
        var greatest: Int32
    }

    struct Group {
        var least: Int32
        var greatest: Int32
        var sizeSlot: Int32
    }

    let slots: UnsafeMutablePointer<Slot>
    let atoms: UnsafeMutablePointer<UInt8>
    let images: UnsafeMutablePointer<Int32>
    let conditions: UnsafeMutablePointer<Condition>
    let groups: UnsafeMutablePointer<Group>
    /// The class of each atom: its first atom, and the one after its last.
    let classStart: UnsafeMutablePointer<UInt8>
    let classEnd: UnsafeMutablePointer<UInt8>

    init(_ plan: FormPlan) {
        slots = .allocate(capacity: plan.slots.count + 1)
        atoms = .allocate(capacity: plan.slots.reduce(1) { $0 + $1.atoms.count })
        images = .allocate(capacity: plan.slots.reduce(1) { $0 + $1.images.count })
        conditions = .allocate(capacity: plan.slots.reduce(1) { $0 + $1.conditions.count })
        groups = .allocate(capacity: plan.groups.count + 1)
        classStart = .allocate(capacity: plan.atomCount + 1)
        classEnd = .allocate(capacity: plan.atomCount + 1)
        for atomClass in plan.classes {
            for atom in atomClass.range {
                classStart[atom] = UInt8(atomClass.range.lowerBound)
                classEnd[atom] = UInt8(atomClass.range.upperBound)
            }
        }
        for (index, group) in plan.groups.enumerated() {
            groups[index] = Group(
                least: Int32(clamping: group.counts.lowerBound), greatest: Int32(clamping: group.counts.upperBound),
                sizeSlot: Int32(group.sizeSlot))
        }
        fill(plan)
    }

    private func fill(_ plan: FormPlan) {
        var (nextAtom, nextImage, nextCondition) = (0, 0, 0)
        for (index, slot) in plan.slots.enumerated() {
            slots[index] = Slot(
                kind: Self.kind(of: slot), valueCount: Self.valueCount(of: slot, plan), valueStart: -1,
                firstAtom: Int32(nextAtom), atomCount: Int32(slot.atoms.count), firstImage: Int32(nextImage),
                group: Int32(slot.group), followers: Int32(slot.followers), firstCondition: Int32(nextCondition),
                conditionCount: Int32(slot.conditions.count), place: Int32(slot.place))
            if case .atom(let number) = slot.kind {
                slots[index].valueStart = Int32(plan.classes[number].range.lowerBound)
            }
            for atom in slot.atoms {
                atoms[nextAtom] = UInt8(atom)
                nextAtom += 1
            }
            for image in slot.images {
                images[nextImage] = image
                nextImage += 1
            }
            for condition in slot.conditions {
                conditions[nextCondition] = Condition(
                    slot: Int32(condition.slot), least: Int32(condition.range.lowerBound),
                    greatest: Int32(condition.range.upperBound))
                nextCondition += 1
            }
        }
    }

    private static func kind(of slot: FormSlot) -> Slot.Kind {
        switch slot.kind {
        case .member: .member
        case .size: .size
        case .countedSize: .countedSize
        case .constant, .atom: slot.group < 0 ? .free : .distinct
        }
    }

    private static func valueCount(of slot: FormSlot, _ plan: FormPlan) -> Int32 {
        switch slot.kind {
        case .constant(let count): Int32(count)
        case .atom(let number): Int32(plan.classes[number].range.count)
        case .member: 2
        case .size, .countedSize: Int32(clamping: plan.groups[slot.group].counts.count)
        }
    }

    func deallocate() {
        slots.deallocate()
        atoms.deallocate()
        images.deallocate()
        conditions.deallocate()
        groups.deallocate()
        classStart.deallocate()
        classEnd.deallocate()
    }
}
