import TestSupport
import Testing

@testable import Dataflow

struct CreditLedgerTests {
    @Test func send_bytes_areTakenFromTheShare() {
        var ledger = CreditLedger(share: 100)
        ledger.send(30)
        #expect(ledger.available == 70)
    }

    @Test func announce_smallerLimit_isIgnored() {
        var ledger = CreditLedger(share: 100)
        ledger.announce(limit: 150)
        ledger.announce(limit: 120)
        #expect(ledger.available == 150)
    }

    /// Announcements that arrive late, twice and out of order never let a sender have more on its way than the share.
    @Test(arguments: 0..<50 as Range<UInt64>) func credit_randomAnnouncements_neverExceedsTheShare(seed: UInt64) {
        var dice = TextDice(seed: seed)
        var ledger = CreditLedger(share: 1000)
        var read: UInt64 = 0
        var announced: [UInt64] = [1000]
        for _ in 0..<500 {
            ledger.send(Int.random(in: 0...ledger.available, using: &dice))
            read = UInt64.random(in: read...ledger.sent, using: &dice)
            announced.append(1000 + read)
            ledger.announce(limit: announced.randomElement(using: &dice)!)
            #expect(ledger.sent <= read + 1000 && ledger.limit <= read + 1000, "seed \(seed)")
        }
    }
}
