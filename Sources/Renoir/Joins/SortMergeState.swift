public import Dataflow

/// The state of a sort-merge join on one worker: all records of both streams, and how far the merge of them has come.
@usableFromInline
struct SortMergeState<Key: Comparable, Left, Right> {
    @usableFromInline let kind: JoinKind
    @usableFromInline var lefts: [Keyed<Key, Left>] = []
    @usableFromInline var rights: [Keyed<Key, Right>] = []
    @usableFromInline var leftTimes: [Int64] = []
    @usableFromInline var rightTimes: [Int64] = []
    @usableFromInline var isSorted = false
    /// The records of one key on both sides, and which of them are next; empty where no key is shared.
    @usableFromInline var (leftGroup, rightGroup) = (0..<0, 0..<0)
    @usableFromInline var (left, right) = (0, 0)
    /// Where the right side goes on behind the group.
    @usableFromInline var rightEnd = 0

    @usableFromInline
    init(_ kind: JoinKind) { self.kind = kind }

    /// Bytes of the records, not of what they refer to.
    @usableFromInline
    var byteCount: Int {
        lefts.capacity * MemoryLayout<Keyed<Key, Left>>.stride + rights.capacity
            * MemoryLayout<Keyed<Key, Right>>.stride
            + (leftTimes.capacity + rightTimes.capacity) * MemoryLayout<Int64>.stride
    }

    @usableFromInline
    mutating func endPass() { self = SortMergeState(kind) }

    /// Sorts both sides by key, and times along with them.
    @inlinable
    mutating func sort() {
        Self.sort(&lefts, &leftTimes)
        Self.sort(&rights, &rightTimes)
        isSorted = true
    }

    @inlinable
    static func sort<Value>(_ records: inout [Keyed<Key, Value>], _ times: inout [Int64]) {
        guard !times.isEmpty else { return records.sort { $0.key < $1.key } }
        let order = records.indices.sorted { records[$0].key < records[$1].key }
        (records, times) = (order.map { records[$0] }, order.map { times[$0] })
    }

    /// Gives what the join gives, in the order of keys, as far as there is room.
    @inlinable @inline(__always)
    mutating func merge<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (Key, UnsafeMutablePointer<Left>?, UnsafeMutablePointer<Right>?) throws -> Output
    ) throws {
        if !isSorted { sort() }
        while cursor.produced < cursor.capacity {
            if !leftGroup.isEmpty {
                try give(left, right, &cursor, output, make)
                right += 1
                guard right == rightGroup.upperBound else { continue }
                (left, right) = (left + 1, rightGroup.lowerBound)
                if left == leftGroup.upperBound { leaveGroup() }
            } else if right == rights.count || left < lefts.count && lefts[left].key < rights[right].key {
                guard left < lefts.count else { break }
                if kind.givesLeftAlone { try give(left, nil, &cursor, output, make) }
                left += 1
            } else if left == lefts.count || rights[right].key < lefts[left].key {
                if kind.givesRightAlone { try give(nil, right, &cursor, output, make) }
                right += 1
            } else {
                enterGroup()
            }
        }
        cursor.isPending = left < lefts.count || right < rights.count
    }

    /// Both sides have come to the same key.
    @inlinable
    mutating func enterGroup() {
        var leftEnd = left + 1
        rightEnd = right + 1
        while leftEnd < lefts.count, !(lefts[left].key < lefts[leftEnd].key) { leftEnd += 1 }
        while rightEnd < rights.count, !(rights[right].key < rights[rightEnd].key) { rightEnd += 1 }
        leftGroup = left..<leftEnd
        rightGroup = right..<rightEnd
        switch kind {
        case .anti: leaveGroup()
        // One of the right side stands for all.
        case .semi: rightGroup = right..<right + 1
        default: break
        }
    }

    @inlinable
    mutating func leaveGroup() {
        (left, right) = (leftGroup.upperBound, rightEnd)
        (leftGroup, rightGroup) = (0..<0, 0..<0)
    }

    @inlinable @inline(__always)
    mutating func give<Output>(
        _ left: Int?, _ right: Int?, _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        _ make: (Key, UnsafeMutablePointer<Left>?, UnsafeMutablePointer<Right>?) throws -> Output
    ) throws {
        let key = left.map { lefts[$0].key } ?? rights[right!].key
        let record = try lefts.withUnsafeMutableBufferPointer { lefts in
            try rights.withUnsafeMutableBufferPointer { rights in
                try make(
                    key, left.map { withUnsafeMutablePointer(to: &lefts[$0].value) { $0 } },
                    right.map { withUnsafeMutablePointer(to: &rights[$0].value) { $0 } })
            }
        }
        (output + cursor.produced).initialize(to: record)
        if let times = cursor.outputTimes {
            times[cursor.produced] = max(left.map { leftTimes[$0] } ?? .min, right.map { rightTimes[$0] } ?? .min)
        }
        cursor.produced += 1
    }
}

extension Array {
    /// Takes all records of a batch, and their times if there are any.
    @inlinable @inline(__always)
    mutating func take(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Element>, times: inout [Int64]
    ) {
        let range = cursor.consumed..<cursor.available
        for place in range { append((input + place).move()) }
        if cursor.outputTimes != nil, let inputTimes = cursor.inputTimes {
            times.append(contentsOf: UnsafeBufferPointer(start: inputTimes + range.lowerBound, count: range.count))
        }
        cursor.consumed = cursor.available
    }
}
