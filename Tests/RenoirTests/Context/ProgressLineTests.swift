import Testing

@testable import Dataflow
@testable import Renoir

@Suite struct ProgressLineTests {
    @Test func boundedSources_showTheirShare() {
        var totals = JobTotals()
        totals.unitsRead = 420
        totals.unitsTotal = 1000
        totals.recordsRead = 3_000_000
        totals.bytesExchanged = 1_500_000_000
        #expect(
            ProgressLine.text(totals, elapsed: .seconds(2)) == "42 % read · 1.5 M records/s · 1.5 GB exchanged · 2 s")
    }

    @Test func endlessSources_showNoShare() {
        var totals = JobTotals()
        totals.recordsRead = 70
        #expect(ProgressLine.text(totals, elapsed: .seconds(1)) == "70 records/s · 0 B exchanged · 1 s")
    }
}
