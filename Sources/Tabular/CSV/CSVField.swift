/// Where the bytes of a field are in their block, and how they are written.
@frozen
public struct CSVField: Sendable {
    @usableFromInline let start: UInt32
    /// The count of bytes, and two flags above it.
    @usableFromInline let bits: UInt32

    /// More bytes don't fit beside the flags.
    package static let mostBytes = 1 << 30 - 1
    private static let quotedFlag: UInt32 = 1 << 31
    @usableFromInline static let escapedFlag: UInt32 = 1 << 30

    @inline(__always)
    init(start: Int, count: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        bits = UInt32(truncatingIfNeeded: count)
    }

    init(start: Int, count: Int, isQuoted: Bool, isEscaped: Bool) {
        self.start = UInt32(truncatingIfNeeded: start)
        bits = UInt32(truncatingIfNeeded: count) | (isQuoted ? Self.quotedFlag : 0) | (isEscaped ? Self.escapedFlag : 0)
    }

    @inlinable var count: Int { Int(bits & (CSVField.escapedFlag &- 1)) }
    package var isQuoted: Bool { bits & Self.quotedFlag != 0 }
    /// Whether quotes or escapes in it stand for others.
    @inlinable package var isEscaped: Bool { bits & CSVField.escapedFlag != 0 }

    /// Its bytes as they are written, but for the quotes around it.
    package func written(in block: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: block[Int(start)..<Int(start) + count])
    }
}
