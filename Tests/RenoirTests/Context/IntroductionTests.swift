import Cluster
import Testing

@testable import Renoir

@Suite struct IntroductionTests {
    @Test(arguments: [
        (0, "0 s"), (119, "119 s"), (120, "2 min"), (3600, "60 min"), (7199, "119 min"), (9000, "2 h 30 min"),
        (172_800, "2 days 0 h"), (270_000, "3 days 3 h"),
    ])
    func line_ofALimitedJob_endsWithItsTime(seconds: Int, text: String) {
        let roster = Roster([Roster.Member(host: "n1", threads: 2, seat: nil)])
        #expect(
            Introduction.line(roster, timeLimit: .seconds(seconds)) == "1 rank × 2 threads on n1, \(text) left")
    }

    @Test func line_withoutLimit_isTheRoster() {
        let roster = Roster([Roster.Member(host: "n1", threads: 2, seat: nil)])
        #expect(Introduction.line(roster, timeLimit: nil) == roster.summary)
    }
}
