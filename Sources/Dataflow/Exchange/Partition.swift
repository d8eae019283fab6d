public import Records

/// The receivers of an exchange, as a partition kernel sees them.
@frozen
public struct Partition<Element> {
    /// One slot for each receiving replica.
    public let slots: UnsafeMutablePointer<StagingSlot<Element>>
    public let receivers: Int
    /// Those of them on this rank.
    package let localReceivers: Range<Int>
    /// The seed of the job's hashes.
    public let seed: UInt64
    /// A receiver whose slot is full, so that the kernel had to stop; −1 for none.
    public var blocked = -1
    /// For distributions that take turns: whose turn it is.
    public var turn: Int
    /// How many records each gets in its turn, and how many of them the one whose turn it is still gets.
    private(set) var run = 0
    private(set) var due = 0

    /// How many records there is room for, whichever receivers they go to; 0 where asking all of them would take longer than
    /// it saves.
    @inlinable @inline(__always)
    var leastRoom: Int {
        guard receivers <= 16 else { return 0 }
        var least = Int.max
        for receiver in 0..<receivers { least = min(least, slots[receiver].room) }
        return least
    }

    /// Records for which it pays to look at all slots first.
    @inlinable static var shortestRun: Int { 32 }

    /// Moves each record to the receiver that the hash of its key decides on, up to one whose slot is full.
    ///
    /// - Parameter hash: Gets a record and returns the hash of its key.
    @inlinable @inline(__always)
    public mutating func route<Failure: Error>(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Element>,
        hash: (UnsafeMutablePointer<Element>) throws(Failure) -> UInt64
    ) throws(Failure) {
        var index = cursor.consumed
        defer { cursor.consumed = index }
        let (slots, receivers) = (slots, receivers)
        if _isPOD(Element.self) {
            // As many as fit whichever receivers they go to need no look at the room of each.
            while case let run = min(leastRoom, cursor.available - index), run >= Self.shortestRun {
                let end = index + run
                if let times = cursor.inputTimes {
                    try routeTimed(&index, end, input, times, hash: hash)
                    continue
                }
                if receivers == 2 && MemoryLayout<Element>.size <= Self.largestDoubled {
                    try routeBetweenTwo(&index, end, input, hash: hash)
                    continue
                }
                if receivers <= 4 {
                    try routeAmongFour(&index, min(end, index + Self.mostCounted), input, hash: hash)
                    continue
                }
                while index < end {
                    let receiver = KeyGroup.replica(of: receivers, hash: try hash(input + index))
                    (slots + receiver).pointee.append(input[index])
                    index &+= 1
                }
            }
        }
        while index < cursor.available {
            let receiver = KeyGroup.replica(of: receivers, hash: try hash(input + index))
            let slot = slots + receiver
            if slot.pointee.isFull {
                blocked = receiver
                return
            }
            slot.pointee.take(index, of: input, cursor)
            index += 1
        }
    }
}

extension Partition {
    /// Moves each record to the receiver that `receiver` chooses, up to one whose slot is full. That one isn't asked about again.
    @inlinable @inline(__always)
    public mutating func distribute<Failure: Error>(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Element>,
        receiver: (UnsafeMutablePointer<Element>) throws(Failure) -> Int
    ) throws(Failure) {
        var known = blocked
        blocked = -1
        while cursor.consumed < cursor.available {
            let chosen = known >= 0 ? known : try receiver(input + cursor.consumed)
            known = -1
            guard !slots[chosen].isFull else {
                blocked = chosen
                return
            }
            slots[chosen].take(cursor.consumed, of: input, cursor)
            cursor.consumed += 1
        }
    }
}

extension Partition {
    /// Says how many records are ``due``, unless a turn has begun already. All turns up to the last receiver's are equally
    /// long: what is there, divided among all, when the first one begins.
    mutating func beginTurn(records: Int) {
        guard due == 0 else { return }
        if turn == 0 || run == 0 { run = max(1, records / receivers) }
        due = run
    }

    /// Goes on to the next receiver, once this one has what it was due.
    mutating func endTurn(after records: Int) {
        due -= records
        if due == 0 { turn = (turn + 1) % receivers }
    }
}

/// The loop that gives each record of a batch to a receiver. It stops at a record whose slot is full, and says which.
public typealias PartitionKernel<Element> = (
    inout Cursor, UnsafeMutablePointer<Element>, inout Partition<Element>
) throws -> Void
