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

    /// Where the indices of a slice start that shares them with the string that it is of; see ``ByteString/subscript(_:)``.
    @usableFromInline let startIndex: Int

    /// The block whose bytes these are, if they only have other indices.
    @usableFromInline let base: ByteStorage?

    /// Makes a block, bytes not initialised.
    ///
    /// - Complexity: One allocation of that size.
    @inlinable
    public init(byteCount: Int) {
        precondition(byteCount >= 0, "a block of \(byteCount) bytes")
        bytes = UnsafeRawBufferPointer(.allocate(byteCount: byteCount, alignment: 1))
        release = nil
        startIndex = 0
        base = nil
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
        startIndex = 0
        base = nil
    }

    /// The bytes of `base`, or none, for a slice whose indices start at `startIndex`.
    ///
    /// - Complexity: An allocation of a few words.
    @usableFromInline
    init(_ base: ByteStorage?, startIndex: Int) {
        bytes = base?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
        release = nil
        self.startIndex = startIndex
        self.base = base
    }

    deinit {
        if let release { release() } else if base == nil { bytes.deallocate() }
    }

    /// The block itself, whatever its indices.
    @inlinable var whole: ByteStorage { base ?? self }

    /// The same bytes to be written, or `nil` when the block is somebody else's.
    ///
    /// Write before the first slice is made, or when `isKnownUniquelyReferenced` says that none is left.
    @inlinable
    public var mutableBytes: UnsafeMutableRawBufferPointer? {
        release == nil && base == nil ? UnsafeMutableRawBufferPointer(mutating: bytes) : nil
    }
}

// Nobody writes to the bytes once they are shared: see `mutableBytes`.
extension ByteStorage: @unchecked Sendable {}
