/// When records that wait to be sent go.
package struct Batching: Sendable, Equatable {
    /// The most records that wait for one receiver.
    package var mostRecords = Int.max
    /// Whether fewer wait, too, until something is known about time or a pass ends.
    package var waitsForFullBatches = false

    package init() {}

    /// What was not sent goes when its worker has nothing else to do.
    package static let whenIdle = Batching()
}
