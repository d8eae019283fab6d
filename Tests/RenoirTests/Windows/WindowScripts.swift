import Renoir
import RenoirTestKit

/// How records come on the workers of a test.
enum WindowScenario: String, CaseIterable, Sendable {
    /// By their times.
    case inOrder
    /// Not by their times, but none behind a watermark.
    case outOfOrder
    /// Some behind a watermark.
    case late
    /// Some workers have none, and end at once.
    case finished
    /// Some workers say that they are idle.
    case idle

    func events(_ replica: Int, seed: UInt64) -> [WindowEvent] {
        var random = TestRandom(seed &* 1000 &+ UInt64(replica))
        guard self != .finished || replica.isMultiple(of: 2) else { return [] }
        var events: [WindowEvent] = []
        var now: Int64 = -40
        for number in 0..<(self == .idle && !replica.isMultiple(of: 2) ? 10 : 60) {
            now += Int64(random.next(5)) + (random.next(12) == 0 ? 25 : 0)
            let jitter = self == .inOrder ? 0 : Int64(random.next(12))
            let behind = self == .late ? Int64(random.next(30)) : 0
            events.append(
                .record(Reading(key: random.next(4), time: now + jitter - behind, value: replica * 1000 + number)))
            if random.next(3) == 0 { events.append(.watermark(now - 1 + (self == .late ? Int64(random.next(9)) : 0))) }
        }
        return events
    }

    func script(_ replica: Int, seed: UInt64) -> [StreamEvent<Reading>] {
        events(replica, seed: seed).map { event in
            switch event {
            case .record(let reading): .record(reading, at: Timestamp(nanoseconds: reading.time))
            case .watermark(let time): .watermark(Timestamp(nanoseconds: time))
            }
        } + (self == .idle && !replica.isMultiple(of: 2) ? [.idle] : [])
    }
}

/// Numbers that look like any, from a seed.
struct TestRandom {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678 }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((word ^ word >> 31) % UInt64(bound))
    }
}
