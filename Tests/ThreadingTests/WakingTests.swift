import Testing
import Threading

/// What all places to sleep have in common.
@Suite(.timeLimit(.minutes(10))) struct WakingTests {
    enum Place: CaseIterable, Sendable {
        case parker, doorbell

        func make() throws -> any Waking {
            switch self {
            case .parker: Parker()
            case .doorbell: try #require(Doorbell())
            }
        }
    }

    /// A sleep that lasts so long was not ended by anybody, however busy the machine is; in microseconds.
    private static let long = 60_000_000

    @Test(arguments: Place.allCases, [500, long])
    func wait_behindAWake_returnsAtOnce(place: Place, bound: Int) throws {
        let place = try place.make()
        place.wake()
        let start = ContinuousClock.now
        #expect(place.wait(microseconds: bound))
        #expect(start.duration(to: .now) < .microseconds(Self.long))
    }

    @Test(arguments: Place.allCases, [0, 500, 20_000])
    func wait_withoutAWake_endsAtItsBound(place: Place, bound: Int) throws {
        let place = try place.make()
        let start = ContinuousClock.now
        #expect(!place.wait(microseconds: bound))
        let elapsed = start.duration(to: .now)
        #expect(elapsed >= .microseconds(bound) && elapsed < .microseconds(Self.long))
    }

    @Test(arguments: Place.allCases)
    func wakes_beforeAWait_areOne(place: Place) throws {
        let place = try place.make()
        for _ in 0..<3 { place.wake() }
        #expect(place.wait(microseconds: Self.long))
        #expect(!place.wait(microseconds: 1000))
    }

    /// Two threads wake each other in turn: sooner or later each is asleep when it's woken.
    @Test(arguments: Place.allCases)
    func wake_fromAnotherThread_endsASleep(place: Place) throws {
        let (here, there) = (try place.make(), try place.make())
        let turns = 2000
        let other = try EngineThread {
            for _ in 0..<turns {
                guard there.wait(microseconds: Self.long) else { return }
                here.wake()
            }
        }
        let start = ContinuousClock.now
        for turn in 0..<turns {
            there.wake()
            try #require(here.wait(microseconds: Self.long), "turn \(turn)")
            try #require(start.duration(to: .now) < .microseconds(Self.long), "turn \(turn)")
        }
        other.join()
    }
}
