internal import Threading

/// The bytes of a message that is to be sent. Their memory is used again for later ones.
public final class MessageMemory {
    private static let lock = Lock()
    private static nonisolated(unsafe) var spare: [UnsafeMutableRawBufferPointer] = []
    private static let mostSpare = 64

    /// Room for the largest message that is worth keeping memory for.
    public static let usualBytes = 1 << 18

    /// All of it.
    public let bytes: UnsafeMutableRawBufferPointer
    /// How many of ``bytes`` are the message.
    public var count = 0

    /// - Parameter capacity: As many bytes there are at least.
    public init(capacity: Int = usualBytes) {
        let kept = capacity <= Self.usualBytes ? Self.lock.withLock { Self.spare.popLast() } : nil
        bytes = kept ?? .allocate(byteCount: max(capacity, Self.usualBytes), alignment: 64)
    }

    deinit {
        let isKept =
            bytes.count == Self.usualBytes
            && Self.lock.withLock {
                guard Self.spare.count < Self.mostSpare else { return false }
                Self.spare.append(bytes)
                return true
            }
        if !isKept { bytes.deallocate() }
    }

    /// The message.
    public var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }

    /// Where more of it may be written.
    public var room: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: bytes[count...]) }
}
