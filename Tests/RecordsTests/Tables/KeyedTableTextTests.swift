import TestSupport
import Testing

@testable import Records

/// Tables of byte strings, which keep them in two words.
struct KeyedTableTextTests {
    /// Storages that tables are given to keep, of which the test knows how many are left.
    private struct Kept {
        private struct Reference {
            weak var storage: ByteStorage?
        }

        private var references: [Reference] = []
        var count: Int { references.count { $0.storage != nil } }

        /// A string that has a storage to itself, which a table need not copy.
        mutating func text(_ number: Int) -> ByteString {
            let storage = Kept.bytes(number).withUnsafeBytes { ByteStorage(copying: $0) }
            references.append(Reference(storage: storage))
            return ByteString(wholeOf: storage)
        }

        static func bytes(_ number: Int) -> [UInt8] { Array("a string of more than fifteen bytes: \(number)".utf8) }
    }

    private func hash(_ text: ByteString) -> UInt64 { KeyHash.hash(text) }

    private func count(_ text: ByteString, in table: KeyedTable<ByteString, Int>) {
        table.withState(for: text, hash: hash(text), initial: { 0 }) { $0 += 1 }
    }

    @Test func slot_ofAByteStringAndACount_isHalfACacheLine() {
        #expect(KeyedSlot<ByteString, Int>.stride == 32)
        #expect(KeyedSlot<ByteString, UInt8>.stride == 32)
        #expect(KeyedSlot<Substring, Int>.stride == 8 + MemoryLayout<Substring>.size + 8)
    }

    /// Lengths around that from which on bytes are in a storage, and keys that differ in their first or last byte only.
    @Test(arguments: [0, 1, 7, 8, 9, 14, 15, 16, 17, 31, 100], [UInt64.max, 0])
    func keys_ofOneLength_areToldApart(length: Int, hashBits: UInt64) {
        let table = KeyedTable<ByteString, Int>()
        let steps: [(first: UInt8, last: UInt8)] = [(0, 0), (1, 0), (0, 1), (255, 0), (0, 255)]
        let keys = Set(
            steps.map { step in
                var bytes = [UInt8](repeating: 97, count: length)
                if length > 0 { bytes[length - 1] &+= step.last }
                if length > 0 { bytes[0] &+= step.first }
                return bytes
            })
        for round in 0..<3 {
            for bytes in keys {
                let key = ByteString(bytes)
                #expect(table.find(key, hash: hash(key) & hashBits)?.pointee == (round == 0 ? nil : round))
                table.withState(for: key, hash: hash(key) & hashBits, initial: { 0 }) { $0 += 1 }
            }
        }
        var found: Set<[UInt8]> = []
        table.forEach { key, count in
            #expect(count == 3)
            found.insert(Array(key))
        }
        #expect(found == keys && table.count == keys.count)
        for bytes in keys {
            let key = ByteString(bytes)
            #expect(table.remove(key, hash: hash(key) & hashBits) == 3)
            #expect(table.find(key, hash: hash(key) & hashBits) == nil)
        }
        #expect(table.isEmpty)
    }

    @Test func storages_ofKeysThatGo_goWithThem() {
        var kept = Kept()
        do {
            let table = KeyedTable<ByteString, Int>()
            // Grows several times.
            for number in 0..<300 { count(kept.text(number), in: table) }
            #expect(kept.count == 300)
            // Equal keys aren't kept.
            for number in 0..<300 { count(kept.text(number), in: table) }
            #expect(kept.count == 300)
            for number in 0..<100 {
                let key = ByteString(Kept.bytes(number))
                #expect(table.remove(key, hash: hash(key)) == 2)
            }
            #expect(kept.count == 200)
            table.removeAll(keepingCapacity: true)
            #expect(kept.count == 0)
            for number in 0..<10 { count(kept.text(number), in: table) }
            #expect(kept.count == 10)
        }
        #expect(kept.count == 0)
    }

    @Test func storages_ofDrainedKeys_areTheReceivers() {
        var kept = Kept()
        let table = KeyedTable<ByteString, Int>()
        for number in 0..<100 { count(kept.text(number), in: table) }
        var drained: [ByteString] = []
        var cursor = 0
        while table.drain(from: &cursor, limit: 7, { key, _ in drained.append(key) }) > 0 {}
        #expect(kept.count == 100)
        #expect(
            drained.map { Array($0) }.sorted { $0.lexicographicallyPrecedes($1) }
                == (0..<100).map { Kept.bytes($0) }.sorted { $0.lexicographicallyPrecedes($1) })
        drained.removeLast(30)
        #expect(kept.count == 70)
        drained = []
        #expect(kept.count == 0)
    }

    @Test func storages_ofKeysThatAreSeen_stayTheTables() {
        var kept = Kept()
        let table = KeyedTable<ByteString, Int>()
        for number in 0..<100 { count(kept.text(number), in: table) }
        var seen: [ByteString] = []
        table.forEach { key, _ in seen.append(key) }
        table.removeAll()
        #expect(kept.count == 100)
        #expect(Set(seen.map { Array($0) }) == Set((0..<100).map { Kept.bytes($0) }))
        seen = []
        #expect(kept.count == 0)
    }

    @Test func storages_ofABatchOfKeys_areKeptOrGivenBack() {
        var kept = Kept()
        let table = KeyedTable<ByteString, Int>()
        let keys = UnsafeMutablePointer<ByteString>.allocate(capacity: 200)
        let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: 200)
        defer {
            keys.deallocate()
            hashes.deallocate()
        }
        for number in 0..<200 { (keys + number).initialize(to: kept.text(number % 50)) }
        var cursor = 0
        table.update(keys: keys, count: 200, cursor: &cursor, scratch: hashes, initial: { 0 }) { count, _ in count += 1
        }
        #expect(kept.count == 50)
        table.forEach { _, count in #expect(count == 4) }
        table.removeAll()
        #expect(kept.count == 0)
    }

    /// What is lent, or larger than the key, is copied.
    @Test func storages_thatAreNoKeysOwn_areNotKept() {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 40, alignment: 1)
        bytes.initializeMemory(as: UInt8.self, repeating: 97)
        let ledger = Tracked.Ledger()
        let table = KeyedTable<ByteString, Int>()
        do {
            let life = Tracked(0, in: ledger)
            let lent = ByteStorage(lending: UnsafeRawBufferPointer(bytes)) { _ = life }
            count(ByteString(wholeOf: lent), in: table)
            count(ByteString(wholeOf: lent).slice(3..<30), in: table)
        }
        #expect(ledger.count == 0)
        bytes.deallocate()
        for length in [40, 27] {
            let key = ByteString([UInt8](repeating: 97, count: length))
            #expect(table.find(key, hash: hash(key))?.pointee == 1)
        }
    }
}
