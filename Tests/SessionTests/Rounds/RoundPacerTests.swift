import Testing

@testable import Session

struct RoundPacerTests {
    private func pacer(quietRounds: Int) -> RoundPacer {
        var pacer = RoundPacer(isRung: false)
        for round in 0..<quietRounds { pacer.delivered(isQuiet: true, now: UInt64(round)) }
        return pacer
    }

    @Test func pause_fewQuietRounds_isNone() {
        #expect(pacer(quietRounds: RoundPacer.eagerRounds).pause == 0)
    }

    @Test func pause_manyQuietRounds_growsToItsBound() {
        let pauses = (0..<1000).map { pacer(quietRounds: $0).pause }
        #expect(pauses == pauses.sorted())
        #expect(pauses.last == RoundPacer(isRung: false).longestPause)
        #expect(pauses.allSatisfy { $0 <= RoundPacer(isRung: false).longestPause })
    }

    @Test func pause_afterALivelyRound_isNone() {
        var pacer = pacer(quietRounds: 500)
        pacer.delivered(isQuiet: false, now: 0)
        #expect(pacer.pause == 0)
    }

    @Test func isDue_beforeAndAfterThePause_tellsThemApart() {
        var pacer = pacer(quietRounds: 500)
        pacer.delivered(isQuiet: true, now: 1000)
        #expect(!pacer.isDue(now: 1000 + pacer.pause - 1))
        #expect(pacer.isDue(now: 1000 + pacer.pause))
    }

    @Test func hasWaited_beforeAndAfterTheTimeToFill_tellsThemApart() {
        var pacer = pacer(quietRounds: 0)
        pacer.posted(now: 1000)
        #expect(!pacer.hasWaited(now: 1000 + RoundPacer.fillTime - 1))
        #expect(pacer.hasWaited(now: 1000 + RoundPacer.fillTime))
    }
}
