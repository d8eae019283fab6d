public import Dataflow
internal import Records
internal import Session

/// Several sorted runs, as one.
///
/// A tree of losers: at each of its nodes waits the record that has lost there, so that the next one of a run meets only those on its way
/// to the root (Knuth, The Art of Computer Programming 3, section 5.4.1).
@usableFromInline
final class RunMerge<Element> {
    /// Records of each run that are unpacked at a time.
    private static var unpacked: Int { max(1, min(512, (16 << 10) / MemoryLayout<Element>.stride)) }

    private let runs: [PackedRecords<Element>]
    private let memory: UnsafeMutablePointer<Element>
    /// Of each run, the unpacked records that are left.
    @usableFromInline let next: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    @usableFromInline let end: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
    /// At its places from 1 the runs that have lost there, at place 0 the winner.
    @usableFromInline let tree: UnsafeMutablePointer<Int>
    @usableFromInline let count: Int
    @usableFromInline var isBuilt = false

    init(_ runs: [PackedRecords<Element>]) {
        self.runs = runs
        count = runs.count
        memory = .allocate(capacity: count * Self.unpacked)
        next = .allocate(capacity: count)
        end = .allocate(capacity: count)
        tree = .allocate(capacity: count)
        for run in 0..<count {
            (next + run).initialize(to: memory + run * Self.unpacked)
            (end + run).initialize(to: memory + run * Self.unpacked)
            (tree + run).initialize(to: 0)
        }
    }

    deinit {
        for run in 0..<count { next[run].deinitialize(count: end[run] - next[run]) }
        memory.deallocate()
        next.deallocate()
        end.deallocate()
        tree.deallocate()
    }

    var byteCount: Int {
        runs.reduce(count * Self.unpacked * MemoryLayout<Element>.stride) { $0 + $1.byteCount }
    }

    /// Moves the next records out, as many as there is room for.
    @inlinable @inline(__always)
    func take(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Element>,
        _ areInOrder: (Element, Element) throws -> Bool
    ) throws {
        if !isBuilt { try build(areInOrder) }
        let (next, end, tree, count) = (next, end, tree, count)
        var run = tree[0]
        defer { tree[0] = run }
        while next[run] != end[run] {
            guard cursor.produced < cursor.capacity else { return cursor.isPending = true }
            (output + cursor.produced).moveInitialize(from: next[run], count: 1)
            cursor.produced += 1
            next[run] += 1
            if next[run] == end[run] { try unpack(run) }
            var node = (run + count) / 2
            while node > 0 {
                if try wins(tree[node], run, areInOrder) { swap(&tree[node], &run) }
                node /= 2
            }
        }
    }

    /// Lets all runs play.
    @inlinable
    func build(_ areInOrder: (Element, Element) throws -> Bool) throws {
        for run in 0..<count { try unpack(run) }
        var winners = Array(repeating: 0, count: count) + Array(0..<count)
        for node in stride(from: count - 1, to: 0, by: -1) {
            let (left, right) = (winners[2 * node], winners[2 * node + 1])
            let isRight = try wins(right, left, areInOrder)
            winners[node] = isRight ? right : left
            tree[node] = isRight ? left : right
        }
        tree[0] = count > 1 ? winners[1] : 0
        isBuilt = true
    }

    /// Whether the next record of one run comes before that of another; a run that is at its end loses.
    @inlinable @inline(__always)
    func wins(_ run: Int, _ other: Int, _ areInOrder: (Element, Element) throws -> Bool) throws -> Bool {
        let (mine, theirs) = (next[run], next[other])
        if mine == end[run] { return false }
        if theirs == end[other] { return true }
        return try areInOrder(mine.pointee, theirs.pointee)
    }

    /// Unpacks more of a run of which nothing is left.
    @usableFromInline
    func unpack(_ run: Int) throws {
        let start = memory + run * Self.unpacked
        (next[run], end[run]) = (start, start)
        do throws(WireError) {
            end[run] += try runs[run].take(into: start, room: Self.unpacked)
        } catch {
            throw JobError(.internal, "a \(Element.self) that was kept can't be read: \(error)")
        }
    }
}
