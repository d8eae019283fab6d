public import Dataflow
public import Records
internal import Session

/// What a worker sorts: a run of records that is being filled, and those that are sorted and packed.
///
/// Runs of records that are nothing but their bytes are of 16 MiB: to merge more of them costs more than to leave the cache. Others are of 2 MiB, the
/// first ones, while their size isn't known, shorter.
@usableFromInline
final class SortedRuns<Element> {
    private static var runBytes: Int { _isPOD(Element.self) ? 16 << 20 : 2 << 20 }
    private static var firstRun: Int { 1024 }
    private static var growth: Int { 8 }

    private let format: WireFormat<Element>?
    private var packed: [PackedRecords<Element>] = []
    private var packedBytes = 0
    /// The open run, of which the first `given` records are gone.
    private var open: UnsafeMutablePointer<Element>
    private var capacity = 0
    private var count = 0
    private var given = 0
    /// Records of a full run.
    private var limit: Int
    @usableFromInline let scratch = SortScratch<Element>()
    /// What gives the records of several runs.
    @usableFromInline private(set) var merge: RunMerge<Element>?
    @usableFromInline private(set) var isComplete = false

    @usableFromInline
    init(_ format: WireFormat<Element>?) {
        self.format = format
        limit = _isPOD(Element.self) ? max(1, Self.runBytes / MemoryLayout<Element>.stride) : Self.firstRun
        open = .allocate(capacity: 0)
    }

    deinit {
        (open + given).deinitialize(count: count - given)
        open.deallocate()
    }

    /// The records of the open run.
    @usableFromInline var records: UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: open, count: count)
    }

    @usableFromInline var isFull: Bool { count == limit }

    @usableFromInline var byteCount: Int {
        let stride = MemoryLayout<Element>.stride
        return (merge?.byteCount ?? packedBytes) + (capacity + scratch.capacity) * stride
    }

    /// Moves the first of `offered` records in.
    ///
    /// - Returns: How many; one at least.
    @usableFromInline
    func take(_ records: UnsafeMutablePointer<Element>, _ offered: Int) -> Int {
        let taken = min(offered, limit - count)
        if count + taken > capacity { reserve(count + taken) }
        (open + count).moveInitialize(from: records, count: taken)
        count += taken
        return taken
    }

    private func reserve(_ needed: Int) {
        capacity = min(limit, max(needed, capacity * 2))
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.moveInitialize(from: open, count: count)
        open.deallocate()
        open = larger
    }

    /// Packs the open run, which is sorted.
    @usableFromInline
    func closeRun() throws {
        guard let format else { return }
        let run = PackedRecords(format)
        let records = count
        count = 0
        do throws(WireError) {
            try run.append(open, count: records)
        } catch {
            throw JobError(.user, "a \(Element.self) can't be encoded: \(error)")
        }
        packed.append(run)
        packedBytes += run.byteCount
        guard !_isPOD(Element.self) else { return }
        let bytes = max(MemoryLayout<Element>.stride, run.byteCount / records)
        limit = max(1, min(Self.runBytes / bytes, limit * Self.growth))
    }

    /// The open run, which is sorted, is the last one.
    @usableFromInline
    func complete() throws {
        isComplete = true
        guard !packed.isEmpty else { return }
        if count > 0 { try closeRun() }
        open.deallocate()
        open = .allocate(capacity: 0)
        capacity = 0
        scratch.free()
        merge = RunMerge(packed)
        packed = []
    }

    /// Moves the next records of the only run out.
    @usableFromInline
    func give(_ cursor: inout Cursor, _ output: UnsafeMutablePointer<Element>) {
        let moved = min(count - given, cursor.capacity - cursor.produced)
        (output + cursor.produced).moveInitialize(from: open + given, count: moved)
        cursor.produced += moved
        given += moved
        cursor.isPending = given < count
    }
}

/// Memory that sorting needs beside the records.
@usableFromInline
final class SortScratch<Element> {
    private var start: UnsafeMutablePointer<Element>?
    private(set) var capacity = 0

    init() {}

    deinit { free() }

    /// Memory for `count` records.
    @usableFromInline
    func memory(for count: Int) -> UnsafeMutablePointer<Element> {
        if let start, count <= capacity { return start }
        free()
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: count)
        (start, capacity) = (memory, count)
        return memory
    }

    func free() {
        start?.deallocate()
        (start, capacity) = (nil, 0)
    }
}
