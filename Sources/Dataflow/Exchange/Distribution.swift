/// Where records that wait for one receiving replica are put.
///
/// A pointer that moves, not a base and a count: the loop that deals records out waits for what it has to read before it
/// may write.
@frozen
public struct StagingSlot<Element> {
    /// Where the next record goes.
    @usableFromInline var next: UnsafeMutablePointer<Element>
    @usableFromInline let end: UnsafeMutablePointer<Element>
    @usableFromInline let base: UnsafeMutablePointer<Element>
    /// The column of times, if records have them.
    @usableFromInline let times: UnsafeMutablePointer<Int64>?

    /// An empty slot in memory for `capacity` records.
    @inlinable
    public init(base: UnsafeMutablePointer<Element>, times: UnsafeMutablePointer<Int64>?, capacity: Int) {
        self.base = base
        self.times = times
        next = base
        end = base + capacity
    }

    /// The place behind the records of `batch`.
    init(behind batch: Batch<Element>) {
        self.init(base: batch.base, times: batch.times, capacity: batch.capacity)
        next = batch.base + batch.end
    }

    /// Records in the slot.
    @inlinable
    public var count: Int { next - base }

    /// Records for which there is room left.
    @inlinable
    public var room: Int { end - next }

    /// Whether there is no room left.
    @inlinable
    public var isFull: Bool { next == end }

    /// Appends a record without a time.
    ///
    /// - Precondition: The slot isn't full.
    @inlinable @inline(__always)
    public mutating func append(_ record: Element) {
        next.initialize(to: record)
        next += 1
    }

    /// Takes the record at `place` out of the input, with its time. Doesn't count it as consumed.
    @inlinable
    public mutating func take(_ place: Int, of input: UnsafeMutablePointer<Element>, _ cursor: borrowing Cursor) {
        if let times, let inputTimes = cursor.inputTimes { times[count] = inputTimes[place] }
        append((input + place).move())
    }
}

extension StagingSlot {
    /// Takes the next `count` records out of the input, or copies of them, with their times. Doesn't count them as consumed.
    fileprivate mutating func take(
        next count: Int, of input: UnsafeMutablePointer<Element>, _ cursor: Cursor, copying: Bool = false
    ) {
        if let times, let inputTimes = cursor.inputTimes {
            (times + self.count).update(from: inputTimes + cursor.consumed, count: count)
        }
        let records = input + cursor.consumed
        if copying {
            next.initialize(from: records, count: count)
        } else {
            next.moveInitialize(from: records, count: count)
        }
        next += count
    }
}

/// Which receivers get a record.
package struct Distribution<Element> {
    let makeKernel: (Replica) -> PartitionKernel<Element>

    /// The one that `kernel` chooses.
    package init(_ kernel: @escaping PartitionKernel<Element>) { makeKernel = { _ in kernel } }

    /// The one that is chosen by a kernel of each sending replica's own.
    package init(ofReplica makeKernel: @escaping (Replica) -> PartitionKernel<Element>) { self.makeKernel = makeKernel }

    /// All to the first receiver.
    package static var gather: Distribution {
        Distribution { cursor, input, partition in
            move(cursor.available - cursor.consumed, to: 0, &cursor, input, &partition)
        }
    }

    /// Each receiver in its turn gets a run of records, as long as those of the others, so that all get the same number.
    package static var rebalance: Distribution {
        Distribution { cursor, input, partition in
            while cursor.consumed < cursor.available {
                partition.beginTurn(records: cursor.available - cursor.consumed)
                let before = cursor.consumed
                move(min(partition.due, cursor.available - before), to: partition.turn, &cursor, input, &partition)
                partition.endTurn(after: cursor.consumed - before)
                guard partition.blocked < 0 else { return }
            }
        }
    }

    /// A copy to each receiver.
    package static var broadcast: Distribution {
        Distribution { cursor, input, partition in
            copy(to: 0..<partition.receivers, &cursor, input, &partition)
        }
    }

    /// A copy to each receiver on this rank.
    package static var broadcastOnRank: Distribution {
        Distribution { cursor, input, partition in
            copy(to: partition.localReceivers, &cursor, input, &partition)
        }
    }

    private static func copy(
        to receivers: Range<Int>, _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Element>,
        _ partition: inout Partition<Element>
    ) {
        for receiver in receivers where partition.slots[receiver].isFull {
            partition.blocked = receiver
            return
        }
        let room = receivers.map { partition.slots[$0].room }.min() ?? .max
        let count = min(room, cursor.available - cursor.consumed)
        for receiver in receivers { partition.slots[receiver].take(next: count, of: input, cursor, copying: true) }
        (input + cursor.consumed).deinitialize(count: count)
        cursor.consumed += count
    }

    /// Moves up to `count` records to one receiver; if its slot is full, says so.
    private static func move(
        _ count: Int, to receiver: Int, _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Element>,
        _ partition: inout Partition<Element>
    ) {
        let moved = min(count, partition.slots[receiver].room)
        partition.slots[receiver].take(next: moved, of: input, cursor)
        cursor.consumed += moved
        if moved < count { partition.blocked = receiver }
    }
}
