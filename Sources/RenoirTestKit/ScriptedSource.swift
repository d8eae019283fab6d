internal import Dataflow
public import Renoir

/// What a scripted source does next.
public enum StreamEvent<Element: Sendable>: Sendable {
    case record(Element, at: Timestamp)
    /// No later record of the pass is at or before this time.
    case watermark(Timestamp)
    /// Nobody should wait for this source's time until its next event.
    case idle
    /// The pass ends, and another one follows. The end of the script ends the last one.
    case endOfPass(level: Int)
}

extension StreamContext {
    /// A stream with times of which every worker follows a script of its own.
    ///
    /// ```swift
    /// let stream = context.scripted { replica, replicas in
    ///     [.record(replica, at: .seconds(1)), .watermark(.seconds(1)), .endOfPass(level: 1), .record(7, at: .seconds(0))]
    /// }
    /// ```
    ///
    /// Local: worker *i* of *n* follows `script(i, n)`. All scripts have the same ends of passes.
    public func scripted<Element: Sendable>(
        _ script: @escaping @Sendable (_ replica: Int, _ replicas: Int) -> [StreamEvent<Element>]
    ) -> DataStream<Element> {
        add(
            SourceNode(
                name: "scripted", replication: .everyWorker, isTimed: true, hasPasses: true,
                makeState: { replica, _ in ScriptPosition(events: script(replica.index, replica.count)[...]) },
                emission: { cursor, output, position in position.pointee.play(&cursor, output) }))
    }
}

private struct ScriptPosition<Element: Sendable> {
    var events: ArraySlice<StreamEvent<Element>>
    private var isIdle = false

    init(events: ArraySlice<StreamEvent<Element>>) { self.events = events }

    /// Plays events up to the next one that says something about later ones.
    mutating func play(_ cursor: inout Cursor, _ output: UnsafeMutablePointer<Element>) {
        cursor.isPending = true
        if isIdle {
            // A source that wakes says so before it gives anything.
            isIdle = false
            return
        }
        while cursor.produced < cursor.capacity {
            guard let event = events.popFirst() else {
                cursor.isPending = false
                return
            }
            switch event {
            case .record(let record, let time):
                (output + cursor.produced).initialize(to: record)
                cursor.outputTimes![cursor.produced] = time.nanoseconds
                cursor.produced += 1
                continue
            case .watermark(let time): cursor.watermark = time.nanoseconds
            case .idle:
                isIdle = true
                cursor.isIdle = true
            case .endOfPass(let level): cursor.endedLevel = UInt8(level)
            }
            return
        }
    }
}
