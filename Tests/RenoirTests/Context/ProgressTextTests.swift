import Testing

@testable import Dataflow
@testable import Renoir

@Suite struct ProgressTextTests {
    private func totals(records: Int, bytes: Int = 0, units: Int = 0, of all: Int = 0) -> JobTotals {
        var totals = JobTotals()
        totals.recordsRead = records
        totals.bytesExchanged = bytes
        totals.unitsRead = units
        totals.unitsTotal = all
        return totals
    }

    @Test func line_ofBoundedSources_showsTheirShare() {
        var text = ProgressText(.line)
        let totals = totals(records: 3_000_000, bytes: 1_500_000_000, units: 420, of: 1000)
        #expect(
            text.update(totals, elapsed: .seconds(2))
                == "\r\u{1B}[K42 % read · 1.5 M records/s · 1.5 GB exchanged · 2 s")
    }

    @Test func line_ofEndlessSources_showsNoShare() {
        var text = ProgressText(.line)
        #expect(
            text.update(totals(records: 70), elapsed: .seconds(1))
                == "\r\u{1B}[K70 records/s · 0 B exchanged · 1 s")
    }

    @Test func shareOfAlmostEndlessSources_doesNotOverflow() throws {
        var text = ProgressText(.line)
        let line = text.update(totals(records: 1, units: .max / 2, of: .max), elapsed: .seconds(1))
        #expect(try #require(line).contains("50 % read"))
    }

    @Test func line_ofAJobThatHasComeToAStop_showsThat() throws {
        var text = ProgressText(.line)
        var rates: [String] = []
        for second in 1...12 {
            let update = text.update(totals(records: min(second, 4) * 1000), elapsed: .seconds(second))
            let line = try #require(update)
            rates.append(String(line.dropFirst(4).prefix { $0 != "·" }))
        }
        #expect(rates.prefix(4).allSatisfy { $0 == "1.0 k records/s " })
        #expect(rates.suffix(4).allSatisfy { $0 == "0 records/s " })
    }

    @Test func log_hasAPlainLineAMinute() throws {
        var text = ProgressText(.log)
        let lines = (1...1500).compactMap { look in
            text.update(totals(records: look * 20), elapsed: .milliseconds(look * 200))
        }
        #expect(lines.count == 5)
        #expect(lines.first == "renoir: 100 records/s · 0 B exchanged · 60 s\n")
        #expect(lines.last == "renoir: 100 records/s · 0 B exchanged · 300 s\n")
        #expect(lines.allSatisfy { $0.dropLast().unicodeScalars.allSatisfy { $0.value >= 32 } })
    }

    @Test func logThatCouldNotBeWritten_doesNotCatchUp() {
        var text = ProgressText(.log)
        #expect(text.update(totals(records: 0), elapsed: .seconds(200)) != nil)
        #expect(text.update(totals(records: 0), elapsed: .seconds(239)) == nil)
        #expect(text.update(totals(records: 0), elapsed: .seconds(240)) != nil)
    }

    @Test func modes_decideOnTheStyle() {
        #expect(ProgressMode.auto.style(isWatched: true) == .line)
        #expect(ProgressMode.auto.style(isWatched: false) == nil)
        #expect(ProgressMode.line.style(isWatched: false) == .line)
        #expect(ProgressMode.log.style(isWatched: true) == .log)
        #expect(ProgressMode.off.style(isWatched: true) == nil)
    }
}
