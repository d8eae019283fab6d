/// A block of bytes that the slices of it keep alive.
///
/// ```swift
/// let storage = ByteStorage(byteCount: 4096)
/// let read = file.read(into: storage.mutableBytes!)
/// let text = ByteString(slice: UnsafeRawBufferPointer(rebasing: storage.bytes[..<read]), of: storage)
/// ```
///
/// The block is its own, or somebody else's — a mapped file, a message — with a closure that gives it
/// back. Once a slice of it exists, its bytes must not change.
public final class ByteStorage {
    /// All bytes of the block.
    public let bytes: UnsafeRawBufferPointer

    /// What gives the block back, or `nil` for one of its own.
    @usableFromInline let release: (@Sendable () -> Void)?

    /// Makes a block, bytes not initialised.
    ///
    /// - Complexity: One allocation of that size.
    @inlinable
    public init(byteCount: Int) {
        precondition(byteCount >= 0, "a block of \(byteCount) bytes")
        bytes = UnsafeRawBufferPointer(.allocate(byteCount: byteCount, alignment: 1))
        release = nil
    }

    /// Makes a block that is a copy of `source`.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    @inlinable
    public convenience init(copying source: UnsafeRawBufferPointer) {
        self.init(byteCount: source.count)
        UnsafeMutableRawBufferPointer(mutating: bytes).copyMemory(from: source)
    }

    /// Lends a block that somebody else owns until the last slice of it is gone.
    ///
    /// ```swift
    /// ByteStorage(lending: UnsafeRawBufferPointer(start: map, count: length)) { munmap(map, length) }
    /// ```
    ///
    /// - Parameter release: Called once, on whichever thread drops the last reference.
    @inlinable
    public init(lending bytes: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void) {
        self.bytes = bytes
        self.release = release
    }

    deinit {
        if let release { release() } else { bytes.deallocate() }
    }

    /// The same bytes to be written, or `nil` when the block is somebody else's.
    ///
    /// Write before the first slice is made, or when `isKnownUniquelyReferenced` says that none is left.
    @inlinable
    public var mutableBytes: UnsafeMutableRawBufferPointer? {
        release == nil ? UnsafeMutableRawBufferPointer(mutating: bytes) : nil
    }
}

// Nobody writes to the bytes once they are shared: see `mutableBytes`.
extension ByteStorage: @unchecked Sendable {}
