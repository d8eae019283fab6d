/// The places where the workers of a rank sleep.
package struct Sleepers: Sendable {
    private let parkers: [Parker]

    package init(_ parkers: [Parker]) { self.parkers = parkers }

    /// Lets all go on: one of them waits for what has happened, and it's not known which.
    package func wakeAll() { for parker in parkers { parker.wake() } }
}
