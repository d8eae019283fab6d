public import Records

// Dealing out to a few receivers, whose ends stay in registers. Elsewhere a record's place is read from memory that the record
// before it has just changed, so that each waits for the one before.
extension Partition {
    /// The largest records that are cheaper written twice than waited for, in bytes.
    @inlinable static var largestDoubled: Int { 16 }

    /// Records that 16 bits can count.
    @inlinable static var mostCounted: Int { 0xffff }

    /// Moves the records up to `end` to one of two receivers.
    ///
    /// Each is written to both, and one of them goes on.
    @inlinable @inline(__always)
    func routeBetweenTwo<Failure: Error>(
        _ index: inout Int, _ end: Int, _ input: UnsafeMutablePointer<Element>,
        hash: (UnsafeMutablePointer<Element>) throws(Failure) -> UInt64
    ) throws(Failure) {
        let slots = slots
        var (first, second) = (slots[0].next, slots[1].next)
        var record = input + index
        let last = input + end
        defer {
            (slots[0].next, slots[1].next) = (first, second)
            index = record - input
        }
        while record != last {
            let receiver = KeyGroup.replica(of: 2, hash: try hash(record))
            let value = record.pointee
            first.initialize(to: value)
            second.initialize(to: value)
            first += 1 &- receiver
            second += receiver
            record += 1
        }
    }

    /// Moves the records up to `end`, and their times, to receivers that all have room for them.
    @inlinable @inline(__always)
    func routeTimed<Failure: Error>(
        _ index: inout Int, _ end: Int, _ input: UnsafeMutablePointer<Element>, _ times: UnsafeMutablePointer<Int64>,
        hash: (UnsafeMutablePointer<Element>) throws(Failure) -> UInt64
    ) throws(Failure) {
        let (slots, receivers) = (slots, receivers)
        guard receivers == 2, MemoryLayout<Element>.size <= Self.largestDoubled, let firstTimes = slots[0].times,
            let secondTimes = slots[1].times
        else {
            while index < end {
                let slot = slots + KeyGroup.replica(of: receivers, hash: try hash(input + index))
                if let column = slot.pointee.times { column[slot.pointee.count] = times[index] }
                slot.pointee.append(input[index])
                index &+= 1
            }
            return
        }
        var (first, second) = (slots[0].next, slots[1].next)
        var (firstTime, secondTime) = (firstTimes + slots[0].count, secondTimes + slots[1].count)
        defer { (slots[0].next, slots[1].next) = (first, second) }
        while index < end {
            let receiver = KeyGroup.replica(of: 2, hash: try hash(input + index))
            let (value, time) = (input[index], times[index])
            first.initialize(to: value)
            second.initialize(to: value)
            firstTime.initialize(to: time)
            secondTime.initialize(to: time)
            first += 1 &- receiver
            firstTime += 1 &- receiver
            second += receiver
            secondTime += receiver
            index &+= 1
        }
    }

    /// Moves the records up to `end`, at most ``mostCounted``, to one of up to four receivers.
    ///
    /// How many each has got is counted in 16 bits of one register; what is in memory is only read. A one to add is sooner read
    /// there than shifted to its place.
    @inlinable @inline(__always)
    func routeAmongFour<Failure: Error>(
        _ index: inout Int, _ end: Int, _ input: UnsafeMutablePointer<Element>,
        hash: (UnsafeMutablePointer<Element>) throws(Failure) -> UInt64
    ) throws(Failure) {
        let (slots, receivers) = (slots, receivers)
        assert(end - index <= Self.mostCounted && receivers <= 4, "\(end - index) records to \(receivers) receivers")
        func start(_ receiver: Int) -> UnsafeMutablePointer<Element> { slots[min(receiver, receivers &- 1)].next }
        var starts = (start(0), start(1), start(2), start(3))
        var ones: (UInt64, UInt64, UInt64, UInt64) = (1, 1 << 16, 1 << 32, 1 << 48)
        var counts: UInt64 = 0
        var record = input + index
        let last = input + end
        defer {
            for receiver in 0..<receivers { slots[receiver].next += Int(counts >> (receiver * 16) & 0xffff) }
            index = record - input
        }
        try withUnsafeMutablePointer(to: &starts) { (starts) throws(Failure) in
            try withUnsafeMutablePointer(to: &ones) { (ones) throws(Failure) in
                let starts = UnsafeRawPointer(starts).assumingMemoryBound(to: UnsafeMutablePointer<Element>.self)
                let ones = UnsafeRawPointer(ones).assumingMemoryBound(to: UInt64.self)
                while record != last {
                    let receiver = KeyGroup.replica(of: receivers, hash: try hash(record))
                    let value = record.pointee
                    let count = counts &>> (UInt64(truncatingIfNeeded: receiver) &<< 4) & 0xffff
                    let place = starts[receiver] + Int(truncatingIfNeeded: count)
                    place.initialize(to: value)
                    counts &+= ones[receiver]
                    record += 1
                }
            }
        }
    }
}
