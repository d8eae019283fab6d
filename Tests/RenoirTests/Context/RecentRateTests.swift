import Testing

@testable import Renoir

@Suite struct RecentRateTests {
    @Test func rateOfTheFirstSeconds_isTheMeanSinceTheStart() {
        var rate = RecentRate(window: .seconds(5))
        #expect(rate.note(0, at: .zero) == 0)
        #expect(rate.note(30, at: .seconds(1)) == 30)
        #expect(rate.note(30, at: .seconds(2)) == 15)
    }

    @Test func whatLiesBehindTheWindow_isForgotten() {
        var rate = RecentRate(window: .seconds(5))
        for second in 1...100 { _ = rate.note(second * 1_000_000, at: .seconds(second)) }
        var last = 0.0
        for second in 101...106 { last = rate.note(100_000_000 + (second - 100), at: .seconds(second)) }
        #expect(last == 1)
    }

    @Test func countThatStandsStill_hasNoRate() {
        var rate = RecentRate(window: .seconds(5))
        for look in 1...50 { _ = rate.note(look * 100, at: .milliseconds(look * 200)) }
        #expect(rate.note(5000, at: .seconds(14)) > 0)
        #expect(rate.note(5000, at: .seconds(15)) == 0)
    }

    @Test func looksThatComeLate_areAboutTheTimeSinceTheLastOne() {
        var rate = RecentRate(window: .seconds(5))
        _ = rate.note(1000, at: .seconds(1))
        #expect(rate.note(1600, at: .seconds(61)) == 10)
    }

    @Test func manyLooks_areNotAllRemembered() {
        var rate = RecentRate(window: .seconds(5))
        var last = 0.0
        for look in 1...100_000 { last = rate.note(look, at: .microseconds(look * 100)) }
        #expect(abs(last - 10_000) < 1)
    }
}
