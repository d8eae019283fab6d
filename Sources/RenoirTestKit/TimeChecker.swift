internal import Dataflow
public import Renoir

/// A stream broke a promise that it made about time.
public struct BrokenPromise: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
}

extension DataStream {
    /// Passes the records on, and checks on each worker that the stream keeps what it says about time: watermarks only
    /// grow within a pass, and no record comes at or before one.
    ///
    /// ```swift
    /// let checked = context.scripted(script).shuffle().checkingTime()
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter allowsLate: Whether records may come late, as those of an input that was idle do.
    /// - Throws: ``BrokenPromise`` ends the job on all ranks.
    public func checkingTime(allowsLate: Bool = false) -> DataStream<Element> {
        custom(
            "checkingTime", keepsTimes: true, state: { TimeCheck(replica: $0.index, allowsLate: allowsLate) },
            onBatch: { cursor, input, output, check in
                let count = cursor.runLength
                if let times = cursor.inputTimes {
                    for place in cursor.consumed..<cursor.consumed + count { try check.pointee.record(times[place]) }
                }
                cursor.keepTimes(count)
                (output + cursor.produced).moveInitialize(from: input + cursor.consumed, count: count)
                cursor.consumed += count
                cursor.produced += count
            },
            onMark: { cursor, _, check in try check.pointee.mark(cursor) })
    }
}

/// What one worker has heard about time.
private struct TimeCheck {
    let replica: Int
    let allowsLate: Bool
    private var watermark = Int64.min
    private var pass = 0

    init(replica: Int, allowsLate: Bool) {
        self.replica = replica
        self.allowsLate = allowsLate
    }

    func record(_ time: Int64) throws(BrokenPromise) {
        guard time <= watermark, !allowsLate else { return }
        throw BrokenPromise(
            description: "replica \(replica), pass \(pass): a record at \(time) comes behind the watermark \(watermark)"
        )
    }

    mutating func mark(_ cursor: Cursor) throws(BrokenPromise) {
        if cursor.isEndOfPass {
            pass += 1
            watermark = .min
            return
        }
        guard cursor.inputWatermark > watermark else {
            throw BrokenPromise(
                description:
                    "replica \(replica), pass \(pass): the watermark \(cursor.inputWatermark) follows \(watermark)")
        }
        watermark = cursor.inputWatermark
    }
}
