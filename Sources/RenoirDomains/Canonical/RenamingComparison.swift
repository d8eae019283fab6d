/// Compares a list of decisions with what renamings make of it, as far as it's decided.
struct RenamingComparison {
    private typealias Record = WaitingRenamings.Record

    /// No atom.
    private static let none: UInt8 = 255

    private let plain: PlainSlots
    private let values: UnsafeMutablePointer<Int32>
    private let count: Int
    private let atomCount: Int
    private var waiting: WaitingRenamings
    /// Renamings that are being compared, by how many atoms were decided on the way.
    private let scratch: UnsafeMutablePointer<UInt64>

    /// - Parameter values: What was decided, by slot.
    init(_ plain: PlainSlots, values: UnsafeMutablePointer<Int32>, slots: Int, atoms: Int) {
        self.plain = plain
        self.values = values
        count = slots
        atomCount = atoms
        waiting = WaitingRenamings(slots: slots, atoms: atoms)
        scratch = .allocate(capacity: waiting.words * (atoms + 2))
        guard atoms > 0, slots > 0 else { return }
        // The renaming of which nothing is known waits for the first slot.
        UnsafeMutableRawPointer(scratch + 1).initializeMemory(
            as: UInt8.self, repeating: Self.none, count: 8 * (waiting.words - 1))
        scratch[0] = 0
        waiting.begin(0)
        _ = waiting.add(scratch, at: 0)
    }

    func deallocate() {
        waiting.deallocate()
        scratch.deallocate()
    }

    mutating func undo(of slot: Int) { waiting.undo(of: slot) }

    /// Goes on with the renamings that have waited for `slot`, which has been decided.
    ///
    /// - Returns: Whether none of them makes the list less; otherwise it is as if nothing was decided.
    mutating func decide(_ slot: Int) -> Bool {
        waiting.begin(slot)
        let (records, count) = waiting.records(at: slot)
        guard let records else { return true }
        for index in 0..<count {
            WaitingRenamings.copy(records + index * waiting.words, to: scratch, waiting.words)
            guard compare(scratch, slot) else {
                waiting.undo(of: slot)
                return false
            }
        }
        return true
    }

    /// - Parameter depth: The last slot that is decided.
    private mutating func compare(_ renaming: Record, _ depth: Int) -> Bool {
        let sources = UnsafeMutableRawPointer(renaming + 1).assumingMemoryBound(to: UInt8.self)
        let images = sources + atomCount
        var place = Int(renaming[0])
        while place < count {
            guard place <= depth else {
                waiting.add(renaming, at: place)[0] = UInt64(place)
                return true
            }
            let slot = plain.slots + place
            // Which slot becomes this one?
            var (index, missing, missingCount, weight) = (0, 0, 0, 1)
            let atoms = plain.atoms + Int(slot.pointee.firstAtom)
            for offset in 0..<Int(slot.pointee.atomCount) {
                index &*= atomCount
                weight &*= atomCount
                let source = sources[Int(atoms[offset])]
                if source == Self.none {
                    missing = offset
                    missingCount &+= 1
                    weight = 1
                } else {
                    index &+= Int(source)
                }
            }
            if missingCount > 0 {
                renaming[0] = UInt64(place)
                let atom = atoms[missing]
                // Values that are atoms may have to be renamed themselves.
                return missingCount == 1 && slot.pointee.valueStart < 0
                    ? branch(renaming, atom, Int(slot.pointee.firstImage) + index, weight, depth)
                    : branch(renaming, atom, depth)
            }
            let source = Int(plain.images[Int(slot.pointee.firstImage) &+ index])
            guard source <= depth else {
                waiting.add(renaming, at: source)[0] = UInt64(place)
                return true
            }
            let own = values[place]
            var value = values[source]
            if slot.pointee.valueStart >= 0, value >= 0, own >= 0 {
                value = image(of: value &+ slot.pointee.valueStart, slot.pointee.valueStart, own, sources, images)
            }
            if value != own { return value > own }
            place &+= 1
        }
        return true
    }

    /// What an atom becomes, counted from the first of its class: the least that is left, if that's not decided.
    @inline(__always)
    private func image(
        of atom: Int32, _ start: Int32, _ own: Int32, _ sources: UnsafeMutablePointer<UInt8>,
        _ images: UnsafeMutablePointer<UInt8>
    ) -> Int32 {
        let image = images[Int(atom)]
        if image != Self.none { return Int32(image) &- start }
        var least = start
        while sources[Int(least)] != Self.none { least &+= 1 }
        // If it becomes another one, the list gets greater.
        if least &- start == own {
            images[Int(atom)] = UInt8(truncatingIfNeeded: least)
            sources[Int(least)] = UInt8(truncatingIfNeeded: atom)
        }
        return least &- start
    }

    /// Tries all atoms that may become `atom`.
    private mutating func branch(_ renaming: Record, _ atom: UInt8, _ depth: Int) -> Bool {
        let next = renaming + waiting.words
        let images = UnsafeMutableRawPointer(renaming + 1).assumingMemoryBound(to: UInt8.self) + atomCount
        for source in plain.classStart[Int(atom)]..<plain.classEnd[Int(atom)] where images[Int(source)] == Self.none {
            WaitingRenamings.copy(renaming, to: next, waiting.words)
            assign(source, atom, next)
            guard compare(next, depth) else { return false }
        }
        return true
    }

    /// The same where nothing else is missing: most of them are done with by a look at one value.
    ///
    /// - Parameters:
    ///   - first: Where the slot lies that becomes this one, if the first of all atoms becomes `atom`.
    ///   - weight: How far it lies from that for the next one.
    private mutating func branch(_ renaming: Record, _ atom: UInt8, _ first: Int, _ weight: Int, _ depth: Int) -> Bool {
        let place = Int(renaming[0])
        let own = values[place]
        let next = renaming + waiting.words
        let images = UnsafeMutableRawPointer(renaming + 1).assumingMemoryBound(to: UInt8.self) + atomCount
        for source in plain.classStart[Int(atom)]..<plain.classEnd[Int(atom)] where images[Int(source)] == Self.none {
            let slot = Int(plain.images[first &+ weight &* Int(source)])
            if slot > depth {
                assign(source, atom, waiting.add(renaming, at: slot))
                continue
            }
            let value = values[slot]
            if value < own { return false }
            if value > own { continue }
            WaitingRenamings.copy(renaming, to: next, waiting.words)
            next[0] = UInt64(place &+ 1)
            assign(source, atom, next)
            guard compare(next, depth) else { return false }
        }
        return true
    }

    @inline(__always)
    private func assign(_ source: UInt8, _ atom: UInt8, _ renaming: Record) {
        let sources = UnsafeMutableRawPointer(renaming + 1).assumingMemoryBound(to: UInt8.self)
        sources[Int(atom)] = source
        sources[atomCount + Int(source)] = atom
    }
}
