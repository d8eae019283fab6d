import Records
import TestSupport
import Testing

struct KeyedTableLifetimeTests {
    private struct Refusal: Error {}

    @Test func deinit_ofATable_endsKeysAndStates() {
        let ledger = Tracked.Ledger()
        do {
            let table = KeyedTable<Tracked, Tracked>()
            for value in 0..<1000 {
                let key = Tracked(value % 300, in: ledger)
                table.withState(for: key, hash: KeyHash.hash(value % 300), initial: { Tracked(0, in: ledger) }) {
                    $0.value += 1
                }
            }
            #expect(ledger.count == 600)
            for value in 0..<100 { table.remove(Tracked(value, in: ledger), hash: KeyHash.hash(value)) }
            #expect(ledger.count == 400)
            table.removeAll(keepingCapacity: true)
            #expect(ledger.count == 0)
            table.withState(for: Tracked(1, in: ledger), hash: 1, initial: { Tracked(1, in: ledger) }) { _ in }
        }
        #expect(ledger.count == 0)
    }

    /// A throw at each index, from each of the closures: the keys before it are in the table, those after it
    /// are still the caller's.
    @Test(arguments: 0..<40, [true, false])
    func update_closureThrows_leavesTheRestToTheCaller(index: Int, isInitial: Bool) {
        let ledger = Tracked.Ledger()
        let table = KeyedTable<Tracked, Tracked>()
        let keys = UnsafeMutablePointer<Tracked>.allocate(capacity: 40)
        let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: 40)
        defer {
            keys.deallocate()
            hashes.deallocate()
        }
        for place in 0..<40 {
            (keys + place).initialize(to: Tracked(place / 2, in: ledger))
        }
        var cursor = 0
        var made = 0
        #expect(throws: Refusal.self) {
            try table.update(
                keys: keys, count: 40, cursor: &cursor, scratch: hashes,
                initial: {
                    if isInitial && made == index / 2 { throw Refusal() }
                    made += 1
                    return Tracked(0, in: ledger)
                },
                update: { state, place in
                    state.value += 1
                    if !isInitial && place == index { throw Refusal() }
                })
        }
        // The first of each pair of keys is new.
        let taken = isInitial ? index / 2 * 2 : index + 1
        #expect(cursor == taken)
        #expect(table.count == (taken + 1) / 2)
        table.forEach { key, state in #expect(state.value == min(2, taken - key.value * 2)) }
        #expect(ledger.count == 2 * table.count + 40 - cursor)
        (keys + cursor).deinitialize(count: 40 - cursor)
        table.removeAll()
        #expect(ledger.count == 0)
    }

    @Test func withState_initialThrows_leavesTheTableAsItWas() {
        let table = KeyedTable<Int, Int>()
        func refuse() throws -> Int { throw Refusal() }
        #expect(throws: Refusal.self) { try table.withState(for: 1, hash: 1, initial: refuse) { $0 += 1 } }
        #expect(table.isEmpty)
        #expect(table.find(1, hash: 1) == nil)
    }

    @Test func withState_updateThrows_keepsWhatItLeft() {
        let table = KeyedTable<Int, Int>()
        #expect(throws: Refusal.self) {
            try table.withState(for: 1, hash: 1, initial: { 5 }) {
                $0 = 6
                throw Refusal()
            }
        }
        #expect(table.find(1, hash: 1)?.pointee == 6)
    }

    @Test func insertion_sliceOfABatch_isDetached() {
        weak var batch: ByteStorage?
        let table = KeyedTable<ByteString, Int>()
        let visits = KeyedTable<Visit, Int>()
        do {
            let storage = [UInt8](repeating: 97, count: 100).withUnsafeBytes { ByteStorage(copying: $0) }
            batch = storage
            let key = ByteString(wholeOf: storage).slice(0..<30)
            table.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 }
            let visit = Visit(page: key, hour: 3)
            visits.withState(for: visit, hash: KeyHash.hash(visit), initial: { 0 }) { $0 += 1 }
        }
        #expect(batch == nil)
        let key = ByteString([UInt8](repeating: 97, count: 30))
        #expect(table.find(key, hash: KeyHash.hash(key))?.pointee == 1)
        let visit = Visit(page: key, hour: 3)
        #expect(visits.find(visit, hash: KeyHash.hash(visit))?.pointee == 1)
    }

    private struct Visit: Detachable, StableHashable {
        let page: ByteString
        let hour: Int

        func detached() -> Visit { Visit(page: page.detached(), hour: hour) }

        func hash(into hasher: inout StableHasher) {
            hasher.combine(page)
            hasher.combine(hour)
        }
    }
}
