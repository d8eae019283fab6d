/// How fast a count has grown in the last seconds. A pure state machine.
///
/// A mean since the start would not show that something has come to a stop.
struct RecentRate {
    /// Looks that are remembered for one window, about.
    private static let looksPerWindow = 50

    private struct Look {
        var time: Duration
        var count: Int
    }

    private let window: Duration
    /// In the order of time; the first one is as old as the window, or older, as soon as there is such a one.
    private var looks = [Look(time: .zero, count: 0)]

    init(window: Duration) { self.window = window }

    /// Takes note of what the count is at `time`, which is counted from when it was 0.
    ///
    /// - Returns: By how much it has grown per second since a window ago; since the start, if that is later.
    mutating func note(_ count: Int, at time: Duration) -> Double {
        while looks.count > 1, looks[1].time <= time - window { looks.removeFirst() }
        let (base, last) = (looks[0], looks[looks.count - 1])
        if time - last.time >= window / Self.looksPerWindow { looks.append(Look(time: time, count: count)) }
        guard time > base.time else { return 0 }
        return Double(count - base.count) / ((time - base.time) / .seconds(1))
    }
}
