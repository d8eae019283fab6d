import TestSupport
import Testing

@testable import Records

/// Where a table puts integers. A key that is far from its place is found as surely, but slowly.
struct IntegerSpreadTests {
    private func fill(_ table: KeyedTable<UInt64, Int>, with keys: some Sequence<UInt64>) {
        for key in keys { table.withState(for: key, hash: 0, initial: { 0 }) { $0 += 1 } }
    }

    /// Steps per key, all keys taken together.
    private func displacement(_ table: KeyedTable<UInt64, Int>) -> Double {
        var keys = 0.0
        for index in 0..<table.slotCount where table.slot(index).tag != table.core.pointee.free {
            keys += Double(table.search.distance(of: table.slot(index)))
        }
        #expect(keys == Double(table.core.pointee.spread.displacement))
        return keys / Double(table.count)
    }

    @Test(arguments: [100, 1009, 65_536, 100_000], [0, 7, UInt64.max - 1000])
    func consecutiveIntegers_areAllInTheirPlaces(count: Int, first: UInt64) {
        let table = KeyedTable<UInt64, Int>()
        fill(table, with: (0..<UInt64(count)).map { first &+ $0 })
        #expect(displacement(table) == 0)
    }

    @Test(arguments: [1 << 20, 1 << 32, 1 << 48, 10, 1000, 86_400, 832_040, 1_000_000_007, 0x9e37_79b9_7f4a_7c15])
    func multiples_areNotFarFromTheirPlaces(step: UInt64) {
        let table = KeyedTable<UInt64, Int>()
        fill(table, with: (0..<20_000).map { $0 &* step })
        #expect(displacement(table) < 4)
    }

    /// Multiples of the factor's inverse, which all have the first place.
    @Test func integersOfOnePlace_makeTheTableTakeAnotherFactor() {
        let factor = IntegerSpread().factor
        var inverse = factor
        for _ in 0..<6 { inverse = inverse &* (2 &- factor &* inverse) }
        #expect(inverse &* factor == 1)
        let table = KeyedTable<UInt64, Int>()
        let keys = (0..<50_000).map { UInt64($0) &* inverse }
        fill(table, with: keys)
        #expect(displacement(table) < 4)
        #expect(keys.allSatisfy { table.find($0, hash: 0)?.pointee == 1 })
    }

    /// The keys of a table leave it in the order of their places: in a smaller one the first of them share few.
    @Test func keysOfAnotherTable_areNotFarFromTheirPlaces() {
        let (old, new) = (KeyedTable<UInt64, Int>(), KeyedTable<UInt64, Int>())
        fill(old, with: 0..<100_000)
        var cursor = 0
        while old.drain(from: &cursor, limit: 1000, { key, _ in fill(new, with: [key]) }) > 0 {}
        #expect(new.count == 100_000 && old.isEmpty)
        #expect(displacement(new) < 4)
    }

    @Test(arguments: 1...6) func removals_areCounted(seed: UInt64) {
        var dice = TextDice(seed: seed)
        let table = KeyedTable<UInt64, Int>()
        for _ in 0..<5000 {
            let key = UInt64.random(in: 0..<500, using: &dice) &* 0x1234_5678_9abc_def1
            if Bool.random(using: &dice) { fill(table, with: [key]) } else { table.remove(key, hash: 0) }
        }
        #expect(displacement(table) < 1)
    }
}
