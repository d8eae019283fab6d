public import CEngine

/// Many short lists of values in one place: what a join keeps of each key.
///
/// ```swift
/// let lists = ValueLists<Int>(isTimed: false)
/// var squares = ValueLists<Int>.none
/// for number in 1...3 { lists.append(lists.make(number * number), to: &squares) }
/// lists.forEach(in: squares) { print($0) }  // 1, 4, 9
/// ```
///
/// A list is the number of its last value, which knows the first: so both ends are at hand, and a table has to keep no more than four
/// bytes. Values lie in chunks that never move; those that are removed give their places to later ones.
public final class ValueLists<Value> {
    /// The list without values.
    @inlinable public static var none: UInt32 { .max }

    /// A value, and where the next one of its list is: behind the last one, the first.
    @usableFromInline
    struct Node {
        @usableFromInline var next: UInt32
        @usableFromInline var value: Value

        @inlinable
        init(next: UInt32, value: consuming Value) {
            self.next = next
            self.value = value
        }
    }

    @inlinable static var chunkBits: Int { 11 }
    /// Marks a place without a value; the other bits say where the next one is.
    @inlinable static var freeBit: UInt32 { 1 << 31 }

    @exclusivity(unchecked) @usableFromInline var chunks: [UnsafeMutablePointer<Node>] = []
    @exclusivity(unchecked) @usableFromInline var timeChunks: [UnsafeMutablePointer<Int64>] = []
    /// Places that have had a value.
    @exclusivity(unchecked) @usableFromInline var used: UInt32 = 0
    @exclusivity(unchecked) @usableFromInline var free: UInt32 = 0x7fff_ffff
    @usableFromInline let isTimed: Bool
    @usableFromInline let detaches: Bool

    /// - Parameter isTimed: Whether values have times.
    public init(isTimed: Bool) {
        self.isTimed = isTimed
        detaches = Value.self is any Detachable.Type
    }

    deinit { removeAll() }

    /// The memory of the lists in bytes, without what values refer to.
    ///
    /// - Complexity: O(1).
    @inlinable
    public var byteCount: Int {
        (chunks.count << Self.chunkBits) * (MemoryLayout<Node>.stride + (isTimed ? MemoryLayout<Int64>.stride : 0))
    }

    @inlinable @inline(__always)
    func node(_ place: UInt32) -> UnsafeMutablePointer<Node> {
        chunks[Int(place >> UInt32(Self.chunkBits))] + Int(place & (1 << UInt32(Self.chunkBits) - 1))
    }

    @inlinable @inline(__always)
    func timePlace(_ place: UInt32) -> UnsafeMutablePointer<Int64> {
        timeChunks[Int(place >> UInt32(Self.chunkBits))] + Int(place & (1 << UInt32(Self.chunkBits) - 1))
    }

    /// Where a value is.
    ///
    /// - Complexity: O(1).
    @inlinable @inline(__always)
    public func value(at place: UInt32) -> UnsafeMutablePointer<Value> {
        UnsafeMutableRawPointer(node(place)).advanced(by: MemoryLayout<Node>.offset(of: \.value)!)
            .assumingMemoryBound(to: Value.self)
    }

    /// Asks for the cache line of a value that is wanted soon.
    @inlinable @inline(__always)
    public func prefetch(_ place: UInt32) {
        if place < used { renoir_prefetch(node(place)) }
    }

    /// The time of a value, where they have any.
    @inlinable @inline(__always)
    public func time(at place: UInt32) -> Int64 {
        isTimed ? timePlace(place).pointee : .min
    }

    /// The first value of `list`, which isn't ``none``.
    @inlinable @inline(__always)
    public func first(of list: UInt32) -> UInt32 { node(list).pointee.next }

    /// The value behind `place` in `list`; ``none`` behind the last one.
    @inlinable @inline(__always)
    public func next(behind place: UInt32, in list: UInt32) -> UInt32 {
        place == list ? Self.none : node(place).pointee.next
    }

    /// Stores a value that is in no list yet.
    ///
    /// - Complexity: O(1), amortised.
    @inlinable @inline(__always)
    public func make(_ value: consuming Value, time: Int64 = .min) -> UInt32 {
        var place = free
        if place != 0x7fff_ffff {
            free = node(place).pointee.next & ~Self.freeBit
        } else {
            place = used
            if Int(place) == chunks.count << Self.chunkBits { addChunk() }
            used += 1
        }
        node(place).initialize(to: Node(next: place, value: detached(value)))
        if isTimed { timePlace(place).initialize(to: time) }
        return place
    }

    /// Puts a value that is in no list behind all others of `list`.
    @inlinable @inline(__always)
    public func append(_ place: UInt32, to list: inout UInt32) {
        if list != Self.none {
            node(place).pointee.next = node(list).pointee.next
            node(list).pointee.next = place
        }
        list = place
    }

    /// Destroys a value that is in no list.
    @inlinable @inline(__always)
    public func destroy(_ place: UInt32) {
        let node = node(place)
        node.deinitialize(count: 1)
        // The rest of a free place isn't initialised.
        UnsafeMutableRawPointer(node).storeBytes(of: free | Self.freeBit, as: UInt32.self)
        free = place
    }

    /// Destroys the values of `list`.
    ///
    /// - Complexity: O(*n*) for *n* values.
    @inlinable
    public func removeAll(of list: inout UInt32) {
        guard list != Self.none else { return }
        var place = first(of: list)
        while true {
            let next = next(behind: place, in: list)
            destroy(place)
            if next == Self.none { break }
            place = next
        }
        list = Self.none
    }

    /// Calls `body` with each value of `list`, in order.
    @inlinable
    public func forEach<Failure: Error>(in list: UInt32, _ body: (Value) throws(Failure) -> Void) throws(Failure) {
        guard list != Self.none else { return }
        var place = first(of: list)
        while place != Self.none {
            try body(value(at: place).pointee)
            place = next(behind: place, in: list)
        }
    }

    /// Destroys all values, and gives their memory back.
    ///
    /// - Complexity: O(*n*) for *n* values that need to be destroyed, else O(1).
    @inlinable
    public func removeAll() {
        if !_isPOD(Value.self) {
            for place in 0..<used where UnsafeRawPointer(node(place)).load(as: UInt32.self) & Self.freeBit == 0 {
                node(place).deinitialize(count: 1)
            }
        }
        for chunk in chunks { chunk.deallocate() }
        for chunk in timeChunks { chunk.deallocate() }
        chunks = []
        timeChunks = []
        used = 0
        free = 0x7fff_ffff
    }

    @inlinable @inline(never)
    func addChunk() {
        precondition(used < 0x7fff_ffff, "more than 2^31 values in the lists of one worker")
        chunks.append(.allocate(capacity: 1 << Self.chunkBits))
        if isTimed { timeChunks.append(.allocate(capacity: 1 << Self.chunkBits)) }
    }

    @inlinable @inline(__always)
    func detached(_ value: Value) -> Value {
        if _isPOD(Value.self) { return value }
        if Value.self == ByteString.self {
            return unsafeBitCast(unsafeBitCast(value, to: ByteString.self).owned(), to: Value.self)
        }
        guard detaches, let shared = value as? any Detachable else { return value }
        return shared.detached() as! Value
    }
}

// Lists belong to one worker at a time.
@available(*, unavailable)
extension ValueLists: Sendable {}
