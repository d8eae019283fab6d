internal import CEngine

/// What some bytes of a table's text do, whatever the state before them: a function from states to states.
///
/// Whether a place lies inside of quotes depends on all bytes before it. Functions of neighbouring parts compose, in any grouping:
/// parts can be looked at side by side, each by whoever is going to read it.
package struct CSVTransition: Equatable, Sendable {
    private static let bitsOfState: UInt64 = 3

    /// Three bits for each state: the one that follows.
    package let packed: UInt64

    private init(packed: UInt64) { self.packed = packed }

    /// - Parameter packed: What another one has packed.
    package init(unpacking packed: UInt64) { self.packed = packed & Self.mask }

    private init(_ states: [CSVState]) {
        packed = states.reversed().reduce(0) { $0 << Self.bitsOfState | UInt64($1.rawValue) }
    }

    private static let mask: UInt64 = 1 << (UInt64(CSVState.allCases.count) * bitsOfState) - 1

    /// What no bytes do.
    package static let identity = CSVTransition(CSVState.allCases)

    /// The same state behind whatever was before: a file begins.
    package static func constant(_ state: CSVState) -> CSVTransition {
        CSVTransition(Array(repeating: state, count: CSVState.allCases.count))
    }

    package func callAsFunction(_ state: CSVState) -> CSVState {
        CSVState(rawValue: UInt8(packed >> (UInt64(state.rawValue) * Self.bitsOfState) & 7)).unsafelyUnwrapped
    }

    /// What the bytes of this one do, and then those of `next`.
    package func followed(by next: CSVTransition) -> CSVTransition {
        CSVTransition(CSVState.allCases.map { next(self($0)) })
    }

    /// What `bytes` do.
    ///
    /// - Complexity: O(*n*), mostly a search for marks; a few steps for each mark.
    package init(of bytes: UnsafeRawBufferPointer, _ format: CSVFormat) {
        let hops = CSVHops(format)
        var groups = StateGroups()
        var place = 0
        while place < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[place...])
            let run = renoir_find_mark(rest.baseAddress, rest.count, hops.marks)
            let between = UnsafeRawBufferPointer(rebasing: rest[..<run])
            let mark = run < rest.count ? rest[run] : nil
            groups.advance { state in
                let behind = hops.state(after: between, in: state)
                return mark.map { format.state(after: $0, in: behind) } ?? behind
            }
            place += run + 1
        }
        self.init(CSVState.allCases.map { groups.state(from: $0) })
    }
}

/// Where all states have come to. Those that have come together stay together: two groups are left soon, inside of quotes and outside.
private struct StateGroups {
    private var groups = CSVState.allCases
    private var groupOf = Array(CSVState.allCases.indices)

    func state(from state: CSVState) -> CSVState { groups[groupOf[Int(state.rawValue)]] }

    mutating func advance(_ step: (CSVState) -> CSVState) {
        for group in groups.indices { groups[group] = step(groups[group]) }
        for group in groups.indices.dropFirst().reversed() {
            if let other = groups[..<group].firstIndex(of: groups[group]) { merge(group, into: other) }
        }
    }

    private mutating func merge(_ group: Int, into other: Int) {
        groups.remove(at: group)
        for place in groupOf.indices {
            if groupOf[place] == group { groupOf[place] = other }
            if groupOf[place] > group { groupOf[place] -= 1 }
        }
    }
}
