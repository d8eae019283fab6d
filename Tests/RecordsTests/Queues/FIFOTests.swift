import TestSupport
import Testing

@testable import Records

struct FIFOTests {
    @Test(arguments: 0..<50 as Range<UInt64>) func fifo_randomUse_isAnArray(seed: UInt64) {
        var dice = TextDice(seed: seed)
        var fifo = FIFO<Int>()
        var model: [Int] = []
        for step in 0..<2000 {
            // Phases in which it grows, and in which it drains.
            if Int.random(in: 0..<100, using: &dice) < (step / 200 % 2 == 0 ? 70 : 30) {
                fifo.append(step)
                model.append(step)
            } else {
                let first = fifo.popFirst()
                #expect(first == (model.isEmpty ? nil : model.removeFirst()), "seed \(seed)")
            }
            #expect(
                fifo.count == model.count && fifo.first == model.first && fifo.isEmpty == model.isEmpty, "seed \(seed)")
        }
    }

    @Test func popFirst_element_isNotKeptAlive() {
        let ledger = Tracked.Ledger()
        var fifo = FIFO<Tracked>()
        for value in 0..<100 { fifo.append(Tracked(value, in: ledger)) }
        for _ in 0..<99 { _ = fifo.popFirst() }
        #expect(ledger.count == 1)
        fifo = FIFO()
        #expect(ledger.count == 0)
    }
}
