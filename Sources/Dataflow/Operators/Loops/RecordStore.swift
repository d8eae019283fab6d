/// Records that a loop keeps for its next iterations.
struct RecordStore<Element> {
    private var batches: [Batch<Element>] = []
    /// Bytes of the batches, not of what their records refer to.
    private(set) var byteCount = 0

    /// Where the next record is that is given.
    struct Position {
        fileprivate var batch = 0
        fileprivate var record = 0
    }

    /// Moves the records of `link` in, into batches of this rank's.
    ///
    /// - Returns: Whether there were any.
    mutating func take(from link: Link<Element>) -> Bool {
        let batch = link.batch
        guard batch.count > 0 else { return false }
        while batch.count > 0 {
            if batches.last.map({ $0.end == $0.capacity }) ?? true { append(like: batch) }
            let last = batches[batches.count - 1]
            last.append(min(batch.count, last.capacity - last.end), of: batch, moving: true)
        }
        return true
    }

    private mutating func append(like other: Batch<Element>) {
        let batch = Batch<Element>(capacity: other.capacity, isTimed: false)
        batches.append(batch)
        byteCount += batch.byteCount
    }

    /// Puts the next records, or copies of them, behind those of `output`, as far as there is room.
    ///
    /// - Returns: Whether these were the last ones.
    mutating func put(from position: inout Position, into output: Batch<Element>, moving: Bool) -> Bool {
        while position.batch < batches.count, output.end < output.capacity {
            let batch = batches[position.batch]
            let room = output.capacity - output.end
            if moving {
                output.append(min(batch.count, room), of: batch, moving: true)
                guard batch.count == 0 else { return false }
            } else {
                let count = min(batch.count - position.record, room)
                (output.base + output.end).initialize(from: batch.first + position.record, count: count)
                output.end += count
                position.record += count
                guard position.record == batch.count else { return false }
            }
            position = Position(batch: position.batch + 1)
        }
        return position.batch == batches.count
    }

    mutating func removeAll() {
        batches = []
        byteCount = 0
    }
}
