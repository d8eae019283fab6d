import TestSupport
import Testing

@testable import Records

struct KeyedTableTests {
    @Test func table_empty_findsNothing() {
        let table = KeyedTable<Int, Int>()
        #expect(table.isEmpty && table.byteCount == 0 && table.capacity == 0)
        #expect(table.find(1, hash: KeyHash.hash(1)) == nil)
        #expect(table.remove(1, hash: KeyHash.hash(1)) == nil)
        table.removeAll()
        table.forEach { _, _ in Issue.record("a key in an empty table") }
    }

    /// With few bits of hash, runs of taken slots grow long and wrap around the end of the table.
    @Test(arguments: 1...6, [UInt64.max, 0xff, 7, 0])
    func operations_random_areThoseOfADictionary(seed: UInt64, hashBits: UInt64) {
        checkOperations(seed: seed, hash: { KeyHash.hash($0) & hashBits }, key: NumberedKey.init(number:))
    }

    /// Integers are their own tags. Among them are the tag of a free slot, and the one that the table takes instead.
    @Test(arguments: 1...12) func operationsOnIntegers_random_areThoseOfADictionary(seed: UInt64) {
        let first: UInt64 = 0x6a3d_91c5_e27b_480f
        let second = first &* 0xd134_2543_de82_ef95 &+ 1
        checkOperations(seed: seed, hash: { KeyHash.hash($0) }) { number in
            [0: first, 1: second, 2: 0, 3: .max][number] ?? UInt64(number) << 32
        }
        checkOperations(seed: seed, hash: { KeyHash.hash($0) }, key: { Int16(truncatingIfNeeded: $0 - 100) })
    }

    @Test(arguments: 1...6, [UInt64.max, 0xff, 0])
    func operationsOnByteStrings_random_areThoseOfADictionary(seed: UInt64, hashBits: UInt64) {
        checkOperations(seed: seed, hash: { KeyHash.hash($0) & hashBits }) { number in
            ByteString(repeatElement(UInt8(number), count: number % 40))
        }
    }

    /// Strings that the library keeps in their words and elsewhere, also if they are short; that are equal in other bytes; and
    /// that differ in one word only, or in their count.
    @Test(arguments: 1...6, [UInt64.max, 0xff, 0])
    func operationsOnStrings_random_areThoseOfADictionary(seed: UInt64, hashBits: UInt64) {
        let spellings = ["K", "\u{212a}", "\u{e9}", "e\u{301}", "a", "a\0", "", "\0"]
        checkOperations(seed: seed, hash: { KeyHash.hash($0) & hashBits }) { number in
            if number < spellings.count { return spellings[number] }
            let bytes = String(repeating: "x", count: number % 19)
            let text = number % 3 == 0 ? "\(number % 5)\(bytes)" : "\(bytes)\(number % 5)"
            return number < 100 ? text : roomy(text)
        }
    }

    /// The same text in memory of its own, however short.
    private func roomy(_ text: String) -> String {
        var copy = ""
        copy.reserveCapacity(100)
        copy += text
        return copy
    }

    /// All operations in random order, on a few keys that meet often, as a dictionary does them.
    private func checkOperations<Key: Hashable>(
        seed: UInt64, hash: (Key) -> UInt64, key makeKey: (Int) -> Key
    ) {
        var dice = TextDice(seed: seed)
        let table = KeyedTable<Key, String>()
        var model: [Key: String] = [:]
        for step in 0..<3000 {
            let key = makeKey(Int.random(in: 0..<200, using: &dice))
            switch Int.random(in: 0..<10, using: &dice) {
            case 0...5:
                let count = table.withState(for: key, hash: hash(key), initial: { "" }) { state in
                    state += "\(step % 10)"
                    return state.count
                }
                model[key, default: ""] += "\(step % 10)"
                #expect(count == model[key]!.count)
            case 6...8:
                #expect(table.remove(key, hash: hash(key)) == model.removeValue(forKey: key))
            default:
                #expect(table.find(key, hash: hash(key))?.pointee == model[key])
                if step % 997 == 0 {
                    table.removeAll(keepingCapacity: step % 2 == 0)
                    model.removeAll()
                }
            }
            #expect(table.count == model.count)
        }
        var content: [Key: String] = [:]
        table.forEach { key, state in content[key] = state }
        #expect(content == model)
        var drained: [Key: String] = [:]
        var cursor = 0
        while table.drain(from: &cursor, limit: 7, { drained[$0] = $1 }) > 0 {}
        #expect(drained == model && table.isEmpty)
    }

    @Test func growth_manyKeys_keepsAllAndStaysUnderTheLoad() {
        let table = KeyedTable<Int, Int>()
        for key in 0..<200_000 { table.withState(for: key, hash: KeyHash.hash(key), initial: { key }) { $0 += 1 } }
        #expect(table.count == 200_000)
        #expect((0..<200_000).allSatisfy { table.find($0, hash: KeyHash.hash($0))?.pointee == $0 + 1 })
        #expect(table.byteCount >= 200_000 * 16 * 16 / 9)
        #expect(table.byteCount <= 200_000 * 16 * 6)
    }

    @Test func byteCountAdding_isWhatGrowthTakes() {
        let table = KeyedTable<Int, Int>()
        #expect(table.byteCount(adding: 1_000_000) == 0)
        for key in 0..<200_000 {
            let announced = table.byteCount(adding: 1000)
            let before = table.byteCount
            table.withState(for: key, hash: 0, initial: { key }) { $0 += 1 }
            if table.byteCount > before, before > 1 << 20 { #expect(announced == before + table.byteCount) }
        }
        table.reserveCapacity(300_000)
        #expect(table.byteCount(adding: 100_000) == table.byteCount)
        #expect(KeyedTable<Int, Int>.slots(toHold: .max) < .max / KeyedTable<Int, Int>.Slot.stride)
    }

    @Test func reserveCapacity_enough_needsNoGrowth() {
        let table = KeyedTable<Int, Int>(minimumCapacity: 1000)
        let bytes = table.byteCount
        for key in 0..<1000 { table.withState(for: key, hash: KeyHash.hash(key), initial: { 0 }) { $0 += 1 } }
        #expect(table.byteCount == bytes)
        table.reserveCapacity(5000)
        #expect(table.capacity >= 5000 && table.count == 1000)
        table.reserveCapacity(10)
        #expect(table.capacity >= 5000)
    }

    @Test(arguments: [1, 15, 16, 17, 1000])
    func update_batches_isThatOfADictionary(size: Int) {
        var dice = TextDice(seed: UInt64(size))
        let table = KeyedTable<ByteString, Int>()
        var model: [ByteString: Int] = [:]
        let keys = UnsafeMutablePointer<ByteString>.allocate(capacity: size)
        let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        defer {
            keys.deallocate()
            hashes.deallocate()
        }
        for _ in 0..<20 {
            for index in 0..<size {
                let length = [1, 2, 16, 17].randomElement(using: &dice)!
                let key = ByteString(dice.bytes(count: length, of: [97, 98]))
                model[key, default: 0] += index
                (keys + index).initialize(to: key)
            }
            var cursor = 0
            table.update(keys: keys, count: size, cursor: &cursor, scratch: hashes, initial: { 0 }) { $0 += $1 }
            #expect(cursor == size)
        }
        var content: [ByteString: Int] = [:]
        table.forEach { content[$0] = $1 }
        #expect(content == model)
    }

    @Test func layout_oddSizesAndAlignments_areKept() {
        let table = KeyedTable<UInt8, (SIMD8<Float>, Bool)>()
        for key in UInt8(0)...255 {
            table.withState(for: key, hash: KeyHash.hash(key), initial: { (SIMD8(repeating: 0), false) }) { state in
                state.0 += SIMD8(repeating: Float(key))
                state.1.toggle()
            }
        }
        table.forEach { key, state in #expect(state.0 == SIMD8(repeating: Float(key)) && state.1) }
    }

    /// The padding of a key or state belongs to its neighbour: moving the one must not touch the other.
    @Test func growth_paddedKeysAndEmptyStates_keepsTheNeighbours() {
        let padded = KeyedTable<Padded, Bool>()
        let empty = KeyedTable<Int, Void>()
        for number in 0..<500 {
            let key = Padded(number: number, flag: number % 3 == 0)
            padded.withState(for: key, hash: KeyHash.hash(number), initial: { number % 2 == 0 }) { _ in }
            empty.withState(for: number, hash: KeyHash.hash(number), initial: {}) { _ in }
        }
        padded.forEach { key, state in
            #expect(state == (key.number % 2 == 0))
            #expect(key.flag == (key.number % 3 == 0))
        }
        #expect((0..<500).allSatisfy { empty.find($0, hash: KeyHash.hash($0)) != nil })
    }

    private struct Padded: Hashable {
        let number: Int
        let flag: Bool
    }
}

/// A key that is hashed.
private struct NumberedKey: Hashable {
    let number: Int
}
