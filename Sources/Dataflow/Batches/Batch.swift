internal import CEngine
internal import Session

/// A contiguous buffer of records of one type, of which those from `start` up to `end` are alive; and, where records have
/// times, a column of them.
package final class Batch<Element>: AnyBatch {
    package let base: UnsafeMutablePointer<Element>
    /// Nanoseconds since 1970, at the places of their records; nil if records have no times.
    package let times: UnsafeMutablePointer<Int64>?
    package let capacity: Int
    @exclusivity(unchecked) package var start = 0
    @exclusivity(unchecked) package var end = 0
    /// What keeps its memory, if ranks of this host share it.
    let block: SharedBlock?
    /// Whether another rank has filled it.
    private let isAdopted: Bool
    /// Counts its bytes while it exists.
    private let pooled: PooledBytes?

    package init(capacity: Int, isTimed: Bool, pooled: PooledBytes? = nil) {
        precondition(capacity > 0, "a batch for \(capacity) records")
        self.capacity = capacity
        base = Self.memory(for: capacity)
        times = isTimed ? Batch<Int64>.memory(for: capacity) : nil
        block = nil
        isAdopted = false
        self.pooled = pooled
        super.init()
        pooled?.count(byteCount)
    }

    /// A batch in `block`, for records that are nothing but their bytes; or, adopted, the `capacity` records with which
    /// another rank has filled the block.
    init(capacity: Int, in block: SharedBlock, isAdopted: Bool, pooled: PooledBytes) {
        self.capacity = capacity
        base = block.memory.baseAddress!.bindMemory(to: Element.self, capacity: capacity)
        times = nil
        self.block = block
        self.isAdopted = isAdopted
        self.pooled = pooled
        end = isAdopted ? capacity : 0
        super.init()
        pooled.count(byteCount)
    }

    deinit {
        (base + start).deinitialize(count: end - start)
        if block == nil { renoir_free(base) }
        renoir_free(times)
        pooled?.count(-byteCount)
    }

    fileprivate static func memory(for capacity: Int) -> UnsafeMutablePointer<Element> {
        let bytes = capacity * MemoryLayout<Element>.stride
        return renoir_allocate(bytes, MemoryLayout<Element>.alignment).bindMemory(to: Element.self, capacity: capacity)
    }

    /// Whether its memory is this rank's to keep.
    var isOurs: Bool { block.map { !isAdopted && !$0.isHandedOver } ?? true }

    @inline(__always) package var first: UnsafeMutablePointer<Element> { base + start }
    package var firstTime: UnsafeMutablePointer<Int64>? { times.map { $0 + start } }
    @inline(__always) package override var count: Int { end - start }
    /// Bytes of its memory, without what records refer to.
    package var byteCount: Int {
        capacity * (MemoryLayout<Element>.stride + (times == nil ? 0 : MemoryLayout<Int64>.stride))
    }

    /// The records' memory.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(UnsafeBufferPointer(start: first, count: count))
    }

    /// Counts `consumed` records as taken. A batch that is empty starts anew.
    package func consume(_ consumed: Int) {
        start += consumed
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Destroys the records that are left.
    package func removeAll() { removeFirst(count) }

    /// Destroys the first `count` records.
    func removeFirst(_ count: Int) {
        first.deinitialize(count: count)
        consume(count)
    }

    /// Appends copies of the first `count` records of `other`, or the records themselves.
    package func append(_ count: Int, of other: Batch, moving: Bool) {
        let (to, from) = (base + end, other.first)
        if moving { to.moveInitialize(from: from, count: count) } else { to.initialize(from: from, count: count) }
        if let times, let otherTimes = other.firstTime { (times + end).update(from: otherTimes, count: count) }
        end += count
        if moving { other.consume(count) }
    }
}

/// A batch whose record type only its users know.
package class AnyBatch {
    package init() {}

    package var count: Int { preconditionFailure("a batch without records") }
}
