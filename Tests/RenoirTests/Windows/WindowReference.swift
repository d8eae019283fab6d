/// A record of these tests, and one of a stream that says how far time has come.
struct Reading: Sendable, Hashable, Comparable, Codable {
    var key: Int
    var time: Int64
    var value: Int

    static func < (left: Reading, right: Reading) -> Bool {
        (left.time, left.key, left.value) < (right.time, right.key, right.value)
    }
}

/// What a window gives, whatever its kind.
struct WindowOutcome: Sendable, Hashable, Comparable, Codable {
    var key: Int
    var start: Int64
    var end: Int64
    var values: [Int]
    var isCorrection = false

    static func < (left: WindowOutcome, right: WindowOutcome) -> Bool {
        let bounds = (left.key, left.start, left.end, left.isCorrection ? 1 : 0)
        let others = (right.key, right.start, right.end, right.isCorrection ? 1 : 0)
        return bounds == others ? left.values.lexicographicallyPrecedes(right.values) : bounds < others
    }
}

/// What happens on one worker.
enum WindowEvent: Sendable {
    case record(Reading)
    case watermark(Int64)
}

/// A kind of windows as the tests say it, in nanoseconds and records.
enum WindowCase: Sendable, Hashable, CustomStringConvertible {
    case sliding(size: Int64, every: Int64, offset: Int64, lateness: Int64)
    case session(gap: Int64, lateness: Int64)
    case count(Int, every: Int, isPartial: Bool)
    case last(Int)
    case all

    var description: String {
        switch self {
        case .sliding(let size, let every, let offset, let lateness): "\(size)/\(every)+\(offset) late \(lateness)"
        case .session(let gap, let lateness): "session \(gap) late \(lateness)"
        case .count(let count, let every, let isPartial): "count \(count)/\(every) \(isPartial)"
        case .last(let count): "last \(count)"
        case .all: "all"
        }
    }
}

/// Windows computed by looking at everything for each event: slow, short, and nothing like the engine.
struct WindowReference {
    private(set) var outcomes: [WindowOutcome] = []
    private(set) var late: [Reading] = []
    private let windows: WindowCase
    private var watermark = Int64.min
    /// By window, what has come and whether it was given.
    private var cells: [Cell: (values: [Int], isGiven: Bool)] = [:]
    private var sessions: [Int: [OpenSession]] = [:]
    private var counted: [Int: [Int]] = [:]

    private struct Cell: Hashable {
        var key: Int
        var start: Int64
    }

    private struct OpenSession {
        var times: [Int64]
        var values: [Int]
        var isGiven = false
        var isOpen = true
    }

    init(_ windows: WindowCase, _ events: [WindowEvent]) {
        self.windows = windows
        for event in events {
            switch event {
            case .record(let reading): take(reading)
            case .watermark(let time): advance(to: time)
            }
        }
        advance(to: .max)
        endCounts()
    }

    private mutating func advance(to time: Int64) {
        guard time > watermark else { return }
        watermark = time
        switch windows {
        case .sliding(let size, _, _, _):
            for (cell, content) in cells where !content.isGiven && cell.start + size - 1 <= watermark {
                outcomes.append(
                    WindowOutcome(key: cell.key, start: cell.start, end: cell.start + size, values: content.values))
                cells[cell]!.isGiven = true
            }
        case .session(let gap, let lateness):
            for key in sessions.keys {
                var own = sessions[key]!
                for place in own.indices { give(&own[place], key, gap) }
                sessions[key] = own
                sessions[key]!.removeAll { time == .max || $0.times.max()! + gap + lateness <= time }
            }
        default: break
        }
    }

    private mutating func give(_ session: inout OpenSession, _ key: Int, _ gap: Int64) {
        guard session.isOpen, session.times.max()! + gap <= watermark else { return }
        outcomes.append(
            WindowOutcome(
                key: key, start: session.times.min()!, end: session.times.max()! + gap, values: session.values,
                isCorrection: session.isGiven))
        (session.isOpen, session.isGiven) = (false, true)
    }

    private mutating func take(_ reading: Reading) {
        switch windows {
        case .sliding(let size, let every, let offset, let lateness):
            var (isIn, isTaken) = (false, false)
            for start in (reading.time - size + 1)...reading.time
            where (start - offset) % every == 0 {
                isIn = true
                guard start + size - 1 + lateness > watermark else { continue }
                isTaken = true
                let cell = Cell(key: reading.key, start: start)
                cells[cell, default: ([], false)].values.append(reading.value)
                guard start + size - 1 <= watermark else { continue }
                cells[cell]!.isGiven = true
                outcomes.append(
                    WindowOutcome(
                        key: reading.key, start: start, end: start + size, values: cells[cell]!.values,
                        isCorrection: true))
            }
            if isIn, !isTaken { late.append(reading) }
        case .session(let gap, let lateness):
            var others = sessions[reading.key, default: []]
            let near = others.indices.filter {
                reading.time >= others[$0].times.min()! - gap && reading.time <= others[$0].times.max()! + gap
            }
            guard !near.isEmpty || reading.time + gap + lateness > watermark else { return late.append(reading) }
            var session = OpenSession(times: [reading.time], values: [reading.value])
            for place in near {
                session.times += others[place].times
                session.values += others[place].values
                session.isGiven = session.isGiven || others[place].isGiven
            }
            for place in near.reversed() { others.remove(at: place) }
            // What comes behind the end of its session is a correction at once.
            if session.times.max()! + gap <= watermark { session.isGiven = true }
            give(&session, reading.key, gap)
            sessions[reading.key] = others + [session]
        case .count(let count, let every, _):
            counted[reading.key, default: []].append(reading.value)
            let values = counted[reading.key]!
            let start = values.count - count
            guard start >= 0, start % every == 0 else { return }
            note(reading.key, start, values)
        case .last(let count):
            counted[reading.key, default: []].append(reading.value)
            note(reading.key, max(0, counted[reading.key]!.count - count), counted[reading.key]!)
        case .all: counted[reading.key, default: []].append(reading.value)
        }
    }

    private mutating func note(_ key: Int, _ start: Int, _ values: [Int]) {
        outcomes.append(
            WindowOutcome(key: key, start: Int64(start), end: Int64(values.count), values: Array(values[start...])))
    }

    private mutating func endCounts() {
        for (key, values) in counted {
            switch windows {
            case .count(let count, let every, true):
                for start in stride(from: 0, to: values.count, by: every) where start + count > values.count {
                    note(key, start, values)
                }
            case .all: note(key, 0, values)
            default: break
            }
        }
    }
}
