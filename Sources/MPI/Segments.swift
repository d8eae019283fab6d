/// Where each rank's bytes lie in one buffer.
public struct Segments: Sendable, Equatable {
    /// How many bytes each rank's segment has, in rank order.
    public var counts: [Int]
    /// How many bytes before each rank's segment.
    public var displacements: [Int]

    public init(counts: [Int], displacements: [Int]) {
        precondition(
            counts.count == displacements.count,
            "\(counts.count) counts for \(displacements.count) displacements")
        self.counts = counts
        self.displacements = displacements
    }

    /// Segments that follow each other without gaps.
    ///
    /// ```swift
    /// Segments(packing: [3, 0, 4]).displacements    // [0, 3, 3]
    /// ```
    public init(packing counts: [Int]) {
        var displacements: [Int] = []
        displacements.reserveCapacity(counts.count)
        var end = 0
        for count in counts {
            displacements.append(end)
            end += count
        }
        self.init(counts: counts, displacements: displacements)
    }

    /// How many bytes a buffer needs to hold all segments.
    public var extent: Int {
        zip(counts, displacements).reduce(0) { $1.0 == 0 ? $0 : max($0, $1.0 + $1.1) }
    }

    /// Stops on a segment of negative size or outside of `byteCount` bytes.
    func checkBounds(byteCount: Int, size: Int) {
        precondition(counts.count == size, "\(counts.count) segments for \(size) ranks")
        for (rank, (count, displacement)) in zip(counts, displacements).enumerated() {
            precondition(
                count >= 0 && displacement >= 0 && (count == 0 || displacement + count <= byteCount),
                "segment \(rank), \(count) bytes at \(displacement), is not within \(byteCount) bytes")
        }
    }
}
