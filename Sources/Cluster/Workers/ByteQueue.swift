/// Bytes that come at one end and go at the other.
struct ByteQueue {
    private var bytes: [UInt8] = []
    private var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }
    var contents: ArraySlice<UInt8> { bytes[start...] }

    mutating func append(_ more: some Collection<UInt8>) {
        // What has gone is moved over only when it is the larger part, so that each byte is moved once.
        if start > bytes.count / 2 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes += more
    }

    /// - Precondition: There are as many.
    mutating func removeFirst(_ count: Int) {
        precondition(count <= self.count, "\(count) of \(self.count) bytes can't go")
        start += count
    }

    /// The first `count` bytes, which go; nil if there are not as many.
    mutating func take(_ count: Int) -> [UInt8]? {
        guard self.count >= count else { return nil }
        defer { start += count }
        return Array(bytes[start..<start + count])
    }
}

extension ByteQueue: Sendable {}
