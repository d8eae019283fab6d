public import RenoirDomains

/// A deterministic automaton: what each letter makes of each state.
public typealias Automaton = Mapping<Product2<Atoms, Atoms>, Atom>

/// All automata of so many states and letters, which have no names of their own.
public func automata(states: Int, letters: Int) -> Mappings<Product2<Atoms, Atoms>, Atoms> {
    let states = Atoms(states, "q")
    return Mappings(from: states * Atoms(letters, "a"), to: states)
}

/// The length of the shortest word that leads from all states to a single one; nil if there is none.
///
/// Sets of states are bits of a number, and found breadth first from the set of all.
public func resetLength(_ automaton: Automaton, states: Int, letters: Int) -> Int? {
    let all = (1 << states) - 1
    guard all.nonzeroBitCount > 1 else { return 0 }
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 << states) { memory in
        // The sets that were found, in order, and the length of the word that leads to each; -1 for the others.
        let (found, lengths) = (memory.baseAddress!, memory.baseAddress! + (1 << states))
        lengths.initialize(repeating: -1, count: 1 << states)
        (found[0], lengths[all]) = (all, 0)
        var (next, end) = (0, 1)
        while next < end {
            let set = found[next]
            next += 1
            for letter in 0..<letters {
                var (image, left) = (0, set)
                while left != 0 {
                    image |= 1 << automaton.values[left.trailingZeroBitCount * letters + letter].index
                    left &= left - 1
                }
                guard lengths[image] < 0 else { continue }
                lengths[image] = lengths[set] + 1
                if image & (image - 1) == 0 { return lengths[image] }
                found[end] = image
                end += 1
            }
        }
        return nil
    }
}
