/// Where records that wait for one receiving replica are put.
@frozen
public struct StagingSlot<Element> {
    public var base: UnsafeMutablePointer<Element>
    /// The column of times, if records have them.
    public var times: UnsafeMutablePointer<Int64>?
    public var count: Int
    public var capacity: Int

    @inlinable
    public var isFull: Bool { count == capacity }

    /// Appends a record without a time.
    ///
    /// - Precondition: The slot isn't full.
    @inlinable @inline(__always)
    public mutating func append(_ record: Element) {
        (base + count).initialize(to: record)
        count &+= 1
    }

    /// Takes the record at `place` out of the input, with its time. Doesn't count it as consumed.
    @inlinable
    public mutating func take(_ place: Int, of input: UnsafeMutablePointer<Element>, _ cursor: borrowing Cursor) {
        (base + count).initialize(to: (input + place).move())
        if let times, let inputTimes = cursor.inputTimes { times[count] = inputTimes[place] }
        count &+= 1
    }
}

extension StagingSlot {
    /// Takes over the times of the next `count` records, which are not counted yet on either side.
    func appendTimes(_ count: Int, _ cursor: Cursor) {
        guard let times, let inputTimes = cursor.inputTimes else { return }
        (times + self.count).update(from: inputTimes + cursor.consumed, count: count)
    }
}

/// Which receivers get a record.
package struct Distribution<Element> {
    let kernel: PartitionKernel<Element>

    /// The one that `kernel` chooses.
    package init(_ kernel: @escaping PartitionKernel<Element>) { self.kernel = kernel }

    /// All to the first receiver.
    package static var gather: Distribution {
        Distribution { cursor, input, partition in
            move(cursor.available - cursor.consumed, to: 0, &cursor, input, &partition)
        }
    }

    /// Each receiver in its turn gets a run of each batch, so that all get the same number.
    package static var rebalance: Distribution {
        Distribution { cursor, input, partition in
            let total = cursor.available - cursor.consumed
            // Rounded down: what is left over is a short run for the next ones, and the turn goes on behind them.
            let run = max(1, total / partition.receivers)
            while cursor.consumed < cursor.available {
                move(min(run, cursor.available - cursor.consumed), to: partition.turn, &cursor, input, &partition)
                guard partition.blocked < 0 else { return }
                partition.turn = (partition.turn + 1) % partition.receivers
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
        let room = receivers.map { partition.slots[$0].capacity - partition.slots[$0].count }.min() ?? .max
        let count = min(room, cursor.available - cursor.consumed)
        for receiver in receivers {
            let slot = partition.slots + receiver
            (slot.pointee.base + slot.pointee.count).initialize(from: input + cursor.consumed, count: count)
            slot.pointee.appendTimes(count, cursor)
            slot.pointee.count += count
        }
        (input + cursor.consumed).deinitialize(count: count)
        cursor.consumed += count
    }

    /// Moves up to `count` records to one receiver; if its slot is full, says so.
    private static func move(
        _ count: Int, to receiver: Int, _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Element>,
        _ partition: inout Partition<Element>
    ) {
        let slot = partition.slots + receiver
        let moved = min(count, slot.pointee.capacity - slot.pointee.count)
        (slot.pointee.base + slot.pointee.count).moveInitialize(from: input + cursor.consumed, count: moved)
        slot.pointee.appendTimes(moved, cursor)
        slot.pointee.count += moved
        cursor.consumed += moved
        if moved < count { partition.blocked = receiver }
    }
}
