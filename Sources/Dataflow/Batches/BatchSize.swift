/// How many records a batch holds: as many as fit a share of the first-level cache, within limits.
package struct BatchSize: Sendable {
    /// The bytes of records in one batch. A chain's batches are all in use at once: a few of them should fit a
    /// first-level cache.
    package var bytes: Int
    package static let fewestRecords = 16

    package init(bytes: Int) {
        precondition(bytes > 0, "batches of \(bytes) bytes")
        self.bytes = bytes
    }

    package func records<Element>(of type: Element.Type) -> Int {
        max(Self.fewestRecords, bytes / max(1, MemoryLayout<Element>.stride))
    }
}
