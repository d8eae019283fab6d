internal import Threading

/// How a worker that has nothing to do waits: the longer, the deeper.
struct Idleness {
    /// Looks at the rounds before the core is given away for a while.
    private static let yields = 100
    /// Naps between looks at the rounds, before they are left to the rank's own thread.
    private static let naps = 40
    private static let nap = 50
    /// Whoever has something for a worker, or room for what it has, wakes it; it looks by itself only to be safe.
    static let longestSleep = 20_000

    /// Waits since there was something to do.
    private var waits = 0

    /// There is something to do.
    ///
    /// - Returns: Whether there was nothing before.
    mutating func reset() -> Bool {
        defer { waits = 0 }
        return waits > 0
    }

    /// Whether the next wait is a sleep, out of which others have to wake the worker. Without other ranks little
    /// comes in between.
    func isDeep(hasPeers: Bool) -> Bool { waits >= Self.yields + (hasPeers ? Self.naps : 0) }

    mutating func wait(_ parker: Parker) {
        waits += 1
        if waits <= Self.yields { EngineThread.yield() } else { parker.park(microseconds: Self.nap) }
    }
}
