public import Dataflow

/// Results that came with records and not with time, until there is room for them.
@usableFromInline
struct ReadyResults<Output> {
    @usableFromInline var results: [Output] = []
    @usableFromInline var times: [Int64] = []
    @usableFromInline var given = 0

    @usableFromInline
    init() {}

    @inlinable @inline(__always)
    var isEmpty: Bool { results.isEmpty }

    @inlinable
    mutating func append(_ result: consuming Output, time: Int64) {
        results.append(result)
        times.append(time)
    }

    /// Puts out what there is room for.
    ///
    /// - Returns: Whether that was all.
    @inlinable
    mutating func give(_ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>) -> Bool {
        while given < results.count, cursor.produced < cursor.capacity {
            (output + cursor.produced).initialize(to: results[given])
            cursor.outputTimes?[cursor.produced] = times[given]
            cursor.produced += 1
            given += 1
        }
        guard given == results.count else { return false }
        results.removeAll(keepingCapacity: true)
        times.removeAll(keepingCapacity: true)
        given = 0
        return true
    }
}
