/// Where each rank's bytes lie in one buffer, as MPI wants it, at addresses that never change.
///
/// Filled again and again it costs no allocation. While an exchange that uses it is in flight it must not be changed.
public final class SegmentTable {
    public let size: Int
    /// How many bytes each rank's segment has.
    public let counts: UnsafeMutableBufferPointer<Int32>
    /// How many bytes before each rank's segment.
    public let displacements: UnsafeMutableBufferPointer<Int32>

    public init(size: Int) {
        self.size = size
        counts = .allocate(capacity: size)
        displacements = .allocate(capacity: size)
        counts.initialize(repeating: 0)
        displacements.initialize(repeating: 0)
    }

    deinit {
        counts.deallocate()
        displacements.deallocate()
    }

    /// Stops on a segment that isn't within `byteCount` bytes, for debugging builds.
    func assertBounds(byteCount: Int, size: Int) {
        precondition(self.size == size, "\(self.size) segments for \(size) ranks")
        assert(fits(byteCount: byteCount), "a segment is not within \(byteCount) bytes")
    }

    private func fits(byteCount: Int) -> Bool {
        for rank in 0..<size where counts[rank] != 0 {
            let start = Int(displacements[rank])
            let end = start + Int(counts[rank])
            if start < 0 || end < start || end > byteCount { return false }
        }
        return true
    }
}
