public import Dataflow
internal import Records
internal import Session

/// Several sorted runs, as one.
///
/// A tree of losers: at each of its nodes waits the record that has lost there, so that the next one of a run meets only those on its way
/// to the root (Knuth, The Art of Computer Programming 3, section 5.4.1). Records are moved from node to node: one that is compared is
/// owned by a variable, so that no reference is counted.
@usableFromInline
final class RunMerge<Element> {
    /// Records of each run that are unpacked at a time.
    private static var unpacked: Int { max(1, min(512, (16 << 10) / MemoryLayout<Element>.stride)) }

    private let packed: [PackedRecords<Element>]
    private let memory: UnsafeMutablePointer<Element>
    /// Of each run, the unpacked records that are left.
    @usableFromInline let next: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    @usableFromInline let end: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    /// The run whose record waits at a node; place 0 is the winner's. Negative where none does.
    @usableFromInline let runs: UnsafeMutablePointer<Int>
    @usableFromInline let records: UnsafeMutablePointer<Element>
    @usableFromInline let count: Int
    @usableFromInline var isBuilt = false

    init(_ packed: [PackedRecords<Element>]) {
        self.packed = packed
        count = packed.count
        memory = .allocate(capacity: count * Self.unpacked)
        next = .allocate(capacity: count)
        end = .allocate(capacity: count)
        runs = .allocate(capacity: count)
        records = .allocate(capacity: count)
        for run in 0..<count {
            (next + run).initialize(to: memory + run * Self.unpacked)
            (end + run).initialize(to: memory + run * Self.unpacked)
            (runs + run).initialize(to: -1)
        }
    }

    deinit {
        for run in 0..<count {
            next[run].deinitialize(count: end[run] - next[run])
            if runs[run] >= 0 { (records + run).deinitialize(count: 1) }
        }
        memory.deallocate()
        next.deallocate()
        end.deallocate()
        runs.deallocate()
        records.deallocate()
    }

    var byteCount: Int {
        packed.reduce(count * Self.unpacked * MemoryLayout<Element>.stride) { $0 + $1.byteCount }
    }

    /// Moves the next records out, as many as there is room for.
    @inlinable @inline(__always)
    func take(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Element>,
        _ areInOrder: (Element, Element) throws -> Bool
    ) throws {
        if !isBuilt { try build(areInOrder) }
        let (next, end, runs, records) = (next, end, runs, records)
        while case let run = runs[0], run >= 0 {
            guard cursor.produced < cursor.capacity else { return cursor.isPending = true }
            (output + cursor.produced).moveInitialize(from: records, count: 1)
            cursor.produced += 1
            runs[0] = -1
            if next[run] == end[run] { try unpack(run) }
            if next[run] != end[run] {
                next[run] += 1
                try play((run + count) / 2, run, (next[run] - 1).move(), areInOrder)
            } else {
                // The first loser on the way takes the place of the run that is at its end.
                var node = (run + count) / 2
                while node > 0, runs[node] < 0 { node /= 2 }
                guard node > 0 else { continue }
                let loser = runs[node]
                runs[node] = -1
                try play(node / 2, loser, (records + node).move(), areInOrder)
            }
        }
    }

    /// Lets a record meet those that wait from `node` to the root, up to a node where none has been yet.
    @inlinable @inline(__always)
    func play(
        _ node: Int, _ run: Int, _ record: consuming Element, _ areInOrder: (Element, Element) throws -> Bool
    ) throws {
        var (node, run, record) = (node, run, record)
        while node > 0 {
            let otherRun = runs[node]
            if otherRun >= 0 {
                let other = (records + node).move()
                let hasLost: Bool
                do {
                    // Of records that are equal the one of the earlier run comes first.
                    hasLost = try otherRun < run ? !areInOrder(record, other) : areInOrder(other, record)
                } catch {
                    (records + node).initialize(to: other)
                    records.initialize(to: record)
                    runs[0] = run
                    throw error
                }
                if hasLost {
                    (records + node).initialize(to: consume record)
                    runs[node] = run
                    (run, record) = (otherRun, other)
                } else {
                    (records + node).initialize(to: consume other)
                }
            } else if !isBuilt {
                (records + node).initialize(to: consume record)
                runs[node] = run
                return
            }
            node /= 2
        }
        records.initialize(to: consume record)
        runs[0] = run
    }

    /// Lets all runs play.
    @inlinable
    func build(_ areInOrder: (Element, Element) throws -> Bool) throws {
        for run in 0..<count {
            try unpack(run)
            next[run] += 1
            try play((run + count) / 2, run, (next[run] - 1).move(), areInOrder)
        }
        isBuilt = true
    }

    /// Unpacks more of a run of which nothing is left.
    @usableFromInline
    func unpack(_ run: Int) throws {
        let start = memory + run * Self.unpacked
        (next[run], end[run]) = (start, start)
        do throws(WireError) {
            end[run] += try packed[run].take(into: start, room: Self.unpacked)
        } catch {
            throw JobError(.internal, "a \(Element.self) that was kept can't be read: \(error)")
        }
    }
}
