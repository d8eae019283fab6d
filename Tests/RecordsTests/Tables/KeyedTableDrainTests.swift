import Records
import TestSupport
import Testing

struct KeyedTableDrainTests {
    @Test(arguments: [1, 7, 100, 1000], [0, 1, 9, 10, 1000])
    func drain_inSteps_movesEachPairOnce(limit: Int, keys: Int) {
        let ledger = Tracked.Ledger()
        let table = KeyedTable<Tracked, Tracked>()
        for key in 0..<keys {
            table.withState(
                for: Tracked(key, in: ledger), hash: KeyHash.hash(key), initial: { Tracked(key * 2, in: ledger) }
            ) { _ in }
        }
        var seen: [Int] = []
        var cursor = 0
        var moved: Int
        repeat {
            let output = UnsafeMutablePointer<(Tracked, Tracked)>.allocate(capacity: limit)
            moved = table.drain(from: &cursor, into: output, limit: limit)
            for index in 0..<moved {
                #expect(output[index].1.value == output[index].0.value * 2)
                seen.append(output[index].0.value)
            }
            output.deinitialize(count: moved)
            output.deallocate()
            #expect(table.count == keys - seen.count)
        } while moved == limit
        #expect(seen.sorted() == Array(0..<keys))
        #expect(table.isEmpty && ledger.count == 0)
    }

    @Test func drain_bodyThrows_goesOnAfterThePair() {
        struct Refusal: Error {}
        let table = KeyedTable<Int, Int>()
        for key in 0..<100 { table.withState(for: key, hash: KeyHash.hash(key), initial: { key }) { _ in } }
        var seen: [Int] = []
        var cursor = 0
        while !table.isEmpty {
            _ = try? table.drain(from: &cursor, limit: 10) { key, _ in
                seen.append(key)
                if key % 3 == 0 { throw Refusal() }
            }
        }
        #expect(seen.sorted() == Array(0..<100))
    }

    @Test func drain_done_leavesATableToUseAgain() {
        let table = KeyedTable<Int, Int>()
        for round in 1...3 {
            for key in 0..<100 * round {
                table.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 }
            }
            var cursor = 0
            var sum = 0
            let moved = table.drain(from: &cursor, limit: .max) { _, state in sum += state }
            #expect(moved == 100 * round && sum == moved)
        }
    }

    /// Who gets a drained pair finds its group, and its place in a table, by the hash that comes with it.
    @Test(arguments: 0..<50)
    func drain_givesHashes_thatDoForTheKeysOwn(salt: Int) {
        func check<Key: Hashable & Sendable>(_ keys: [Key]) {
            let (first, second) = (KeyedTable<Key, Int>(), KeyedTable<Key, Int>())
            for key in keys { first.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 } }
            for key in keys.dropFirst() {
                second.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 }
            }
            var cursor = 0
            _ = first.drain(from: &cursor, limit: .max) { (key: Key, state: Int, hash: UInt64) in
                let own = KeyHash.hash(key)
                #expect(KeyGroup(hash: hash) == KeyGroup(hash: own))
                second.withState(for: key, hash: hash, initial: { 0 }) { $0 += state }
            }
            #expect(second.count == keys.count)
            for key in keys.dropFirst() { #expect(second.find(key, hash: KeyHash.hash(key))?.pointee == 2) }
        }
        check((0..<40).map { ByteString("word \($0 * 50 + salt)") })
        check((0..<40).map { "a text of more than fifteen bytes \($0 * 50 + salt)" })
        check((0..<40).map { [$0, salt] })
        check((0..<40).map { Double($0 * 50 + salt) })
    }
}
