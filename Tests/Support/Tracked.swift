internal import Synchronization

/// A value that counts how many of its kind are alive, in a ledger of the test that made it.
package struct Tracked: Hashable, CustomStringConvertible {
    /// Counts what is alive.
    package final class Ledger: Sendable {
        private let alive = Atomic(0)
        package init() {}

        package var count: Int { alive.load(ordering: .relaxed) }

        fileprivate func change(by step: Int) {
            alive.add(step, ordering: .relaxed)
        }
    }

    private final class Life: Sendable {
        let ledger: Ledger

        init(_ ledger: Ledger) {
            self.ledger = ledger
            ledger.change(by: 1)
        }

        deinit { ledger.change(by: -1) }
    }

    package var value: Int
    private let life: Life

    package init(_ value: Int, in ledger: Ledger) {
        self.value = value
        life = Life(ledger)
    }

    package var description: String { "\(value)" }

    package static func == (left: Tracked, right: Tracked) -> Bool { left.value == right.value }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
