public import Dataflow

extension DataStream {
    /// Puts records into the order of their times, as far as watermarks allow.
    ///
    /// ```swift
    /// let ordered = events.withTimestamps({ $0.time }, watermarks: .outOfOrder(by: .seconds(5))).reorder()
    /// ```
    ///
    /// Local: each worker orders its own records. A record waits until a watermark says that nothing before it comes, or the pass ends; of equal
    /// times, records keep their order. One that comes behind its watermark goes on at once. Timestamps and watermarks stay. A stream without
    /// timestamps keeps the job from starting.
    ///
    /// - Complexity: O(log *w*) for each record, while *w* wait; memory for those.
    @inlinable
    public func reorder() -> DataStream<Element> {
        noteTimes("reorder")
        return apply(
            "reorder", emitsInTime: true, state: { _ in WaitingRecords<Element>() },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, _: UnsafeMutablePointer<Element>,
                    waiting: UnsafeMutablePointer<WaitingRecords<Element>>
                ) in
                guard let times = cursor.inputTimes else { return }
                for place in cursor.consumed..<cursor.available {
                    waiting.pointee.add((input + place).move(), at: times[place])
                }
                cursor.consumed = cursor.available
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Element>,
                    waiting: UnsafeMutablePointer<WaitingRecords<Element>>
                ) in
                let last = cursor.isEndOfPass ? Int64.max : cursor.inputWatermark
                while let time = waiting.pointee.firstTime, time <= last {
                    guard cursor.produced < cursor.capacity else { return cursor.isPending = true }
                    cursor.outputTimes?[cursor.produced] = time
                    (output + cursor.produced).initialize(to: waiting.pointee.removeFirst())
                    cursor.produced += 1
                }
            },
            stateBytes: { $0.pointee.byteCount })
    }
}

extension DataStream {
    /// Notes that the next operator needs times, if there are none.
    @usableFromInline
    func noteTimes(_ name: String) {
        guard !isTimed else { return }
        note("its records have no times; withTimestamps gives them some", name)
    }
}

/// Records that wait for their time: a heap with the earliest at its root, of equal ones the one that came first.
@usableFromInline
struct WaitingRecords<Element> {
    @usableFromInline var entries: [(time: Int64, number: UInt64, record: Element)] = []
    @usableFromInline var added: UInt64 = 0

    @inlinable
    init() {}

    @usableFromInline var byteCount: Int {
        entries.capacity * MemoryLayout<(time: Int64, number: UInt64, record: Element)>.stride
    }

    @inlinable var firstTime: Int64? { entries.first?.time }

    @inlinable
    func isBefore(_ one: Int, _ other: Int) -> Bool {
        (entries[one].time, entries[one].number) < (entries[other].time, entries[other].number)
    }

    @inlinable
    mutating func add(_ record: consuming Element, at time: Int64) {
        entries.append((time, added, record))
        added += 1
        var place = entries.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// - Precondition: There is a record.
    @inlinable
    mutating func removeFirst() -> Element {
        entries.swapAt(0, entries.count - 1)
        let first = entries.removeLast().record
        var place = 0
        while true {
            var next = 2 * place + 1
            guard next < entries.count else { return first }
            if next + 1 < entries.count, isBefore(next + 1, next) { next += 1 }
            guard isBefore(next, place) else { return first }
            entries.swapAt(place, next)
            place = next
        }
    }
}
