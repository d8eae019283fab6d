import Records
import TestSupport
import Testing

struct KeyHashTests {
    /// Stored state is found again by these: a change would lose it.
    @Test func hash_knownKeys_neverChanges() {
        #expect(KeyHash.hash(0) == 0xc48c_add9_c052_85fd)
        #expect(KeyHash.hash(17) == 0x47e9_74d1_fab5_442d)
        #expect(KeyHash.hash(-1) == 0x9032_8e27_241e_0f33)
        #expect(KeyHash.hash("renoir") == 0xc956_0e19_58f7_9d66)
        #expect(KeyHash.hash("a text of more than sixteen bytes") == 0xda1f_fd4e_8210_e5f0)
        #expect(KeyHash.hash(0.5) == 0x00ba_0be8_8c36_59af)
        #expect(KeyHash.hash(17, seed: 1) == 0x6039_85fd_73c1_bbba)
    }

    @Test func hash_zeros_areOneKey() {
        #expect(KeyHash.hash(0.0) == KeyHash.hash(-0.0))
        #expect(KeyHash.hash(Float(0)) == KeyHash.hash(-Float(0)))
        #expect(KeyHash.hash(0.0) != KeyHash.hash(1.0))
    }

    @Test func hash_integersOfAllWidths_dependOnTheValue() {
        func check<Key: FixedWidthInteger>(_ type: Key.Type) {
            let values = [0, 1, 2, Key.max, Key.max - 1, Key.min]
            #expect(Set(values.map { KeyHash.hash($0) }).count == Set(values).count)
        }
        check(Int.self)
        check(Int8.self)
        check(Int16.self)
        check(Int32.self)
        check(Int64.self)
        check(Int128.self)
        check(UInt.self)
        check(UInt8.self)
        check(UInt16.self)
        check(UInt32.self)
        check(UInt64.self)
        check(UInt128.self)
        #expect(KeyHash.hash(UInt128(1)) != KeyHash.hash(UInt128(1) << 64))
        #expect(KeyHash.hash(true) != KeyHash.hash(false))
    }

    @Test(arguments: boundaryLengths)
    func hash_bytes_isThatOfMemoryAndOfComposedText(length: Int) {
        let bytes = (0..<length).map { UInt8(97 + $0 % 26) }
        let hash = KeyHash.hash(ByteString(bytes))
        #expect(bytes.withUnsafeBytes { KeyHash.hash(bytes: $0) } == hash)
        #expect(KeyHash.hash(String(decoding: bytes, as: UTF8.self)) == hash)
    }

    @Test(arguments: boundaryLengths)
    func hash_oneByteOrTheLengthDiffers_differs(length: Int) {
        let bytes = [UInt8](repeating: 0, count: length)
        var hashes = [KeyHash.hash(ByteString(bytes)), KeyHash.hash(ByteString(bytes + [0]))]
        for index in 0..<length {
            var other = bytes
            other[index] = 1
            hashes.append(KeyHash.hash(ByteString(other)))
        }
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func hash_otherSeed_differs() {
        #expect(KeyHash.hash(1, seed: 1) != KeyHash.hash(1, seed: 2))
        #expect(KeyHash.hash("word", seed: 1) != KeyHash.hash("word", seed: 2))
        #expect(KeyHash.hash([1], seed: 1) != KeyHash.hash([1], seed: 2))
    }

    @Test func hash_batch_isThatOfEachKey() {
        func check<Key: Hashable>(_ keys: [Key]) {
            let batch = [UInt64](unsafeUninitializedCapacity: keys.count) { hashes, count in
                KeyHash.hash(keys, count: keys.count, into: hashes.baseAddress!)
                count = keys.count
            }
            #expect(batch == keys.map { KeyHash.hash($0) })
        }
        check(Array(-50..<50))
        check((0..<50).map { Double($0) / 3 })
        check((0..<50).map { String(repeating: "é", count: $0) })
        check(["", "a", "fifteen bytes .", "sixteen bytes ..", "é", "e\u{301}", "\u{212a}", "\0", "\u{7f}"])
        check((0..<50).map { ByteString(repeatElement(UInt8(7), count: $0)) })
        check((0..<50).map { [$0] })
        check((0..<50).map { Place(row: $0, column: "c\($0)") })
        check((0..<50).map { $0 % 5 == 0 ? nil : Place(row: $0, column: "c") })
        check((0..<50).map { AnyHashable(Place(row: $0, column: "c\($0)")) })
        check((0..<50).map { [Place(row: $0, column: "c\($0)")] })
        check([true, false])
        check(Array("letters and é"))
        check(Array("scalars and é".unicodeScalars))
    }

    @Test func hash_stableKey_combinesPartsInOrder() {
        let place = Place(row: 3, column: "c")
        #expect(KeyHash.hash(place) == KeyHash.hash("c", seed: KeyHash.hash(3)))
        #expect(KeyHash.hash(place) != KeyHash.hash(Place(row: 4, column: "c")))
    }

    private struct Place: StableHashable {
        let row: Int
        let column: String

        func hash(into hasher: inout StableHasher) {
            hasher.combine(row)
            hasher.combine(column)
        }
    }
}
