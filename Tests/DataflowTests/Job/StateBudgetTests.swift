import Testing

@testable import Dataflow

struct StateBudgetTests {
    @Test func charge_beyondTheLimit_isAnError() throws {
        let budget = StateBudget(limit: 100)
        var charge = StateCharge(budget)
        try charge.update(to: 100)
        do {
            try charge.update(to: 101)
            Issue.record("101 of 100 bytes")
        } catch {
            #expect(error.code == .resources)
        }
        #expect(budget.peakBytes == 101)
    }

    @Test func charge_thatTheSystemRefuses_isAnErrorAndCountsNothing() throws {
        let budget = StateBudget(limit: 100)
        var charge = StateCharge(budget)
        try charge.update(to: 40)
        do {
            try charge.update(to: -80)
            Issue.record("the system has refused them")
        } catch {
            #expect(error.code == .resources)
            #expect(error.message.contains("no 80 bytes"))
        }
        #expect(budget.peakBytes == 40)
        try charge.update(to: 100)
    }
}
