import Records
import TestSupport
import Testing

struct KeyHashQualityTests {
    /// Keys as programs have them: counters, multiples, fractions, texts.
    enum Family: CaseIterable {
        case counter, multipleOf256, multipleOf2To32, multipleOf2To46, double, float, text, longText, seed

        func hash(_ index: Int) -> UInt64 {
            switch self {
            case .counter: KeyHash.hash(index)
            case .multipleOf256: KeyHash.hash(index << 8)
            case .multipleOf2To32: KeyHash.hash(index << 32)
            case .multipleOf2To46: KeyHash.hash(index << 46)
            case .double: KeyHash.hash(Double(index))
            case .float: KeyHash.hash(Float(index))
            case .text: KeyHash.hash(ByteString(String(index)))
            case .longText: KeyHash.hash(ByteString("a prefix of many letters \(index) and an end"))
            case .seed: KeyHash.hash(1, seed: UInt64(index))
            }
        }
    }

    /// Of 2^18 keys in 2^16 groups or slots, chi-square has mean 65,535 and deviation 362.
    @Test(arguments: Family.allCases, [0, 48])
    func distribution_regularKeys_isEvenInTopAndLowBits(family: Family, shift: UInt64) {
        var counts = [Int](repeating: 0, count: 65_536)
        for index in 0..<1 << 18 { counts[Int(family.hash(index) >> shift & 0xffff)] += 1 }
        let chiSquare = counts.reduce(0) { $0 + ($1 - 4) * ($1 - 4) } / 4
        #expect(abs(chiSquare - 65_535) < 6 * 362)
    }

    /// Each bit of the key flips each bit of the hash in half of the cases: of 4,096, within six deviations.
    @Test func avalanche_oneBitOfAWord_flipsHalfOfTheHash() {
        var dice = TextDice(seed: 11)
        let words = (0..<4096).map { $0 % 2 == 0 ? dice.next() : UInt64($0) }
        for bit in 0..<64 {
            var flips = [Int](repeating: 0, count: 64)
            for word in words {
                var change = KeyHash.hash(word) ^ KeyHash.hash(word ^ 1 << bit)
                while change != 0 {
                    flips[change.trailingZeroBitCount] += 1
                    change &= change &- 1
                }
            }
            for (index, count) in flips.enumerated() {
                #expect(abs(count - 2048) < 192, "bit \(bit) of the key, bit \(index) of the hash")
            }
        }
    }

    @Test(arguments: [3, 8, 15, 16, 40])
    func avalanche_oneBitOfAString_flipsHalfOfTheHash(length: Int) {
        var dice = TextDice(seed: 12)
        for bit in stride(from: 0, to: length * 8, by: 5) {
            var flips = [Int](repeating: 0, count: 64)
            for _ in 0..<1024 {
                var bytes = dice.bytes(count: length, of: Array("abcdefghijklmnopqrstuvwxyz".utf8))
                let before = KeyHash.hash(ByteString(bytes))
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                let change = before ^ KeyHash.hash(ByteString(bytes))
                for index in 0..<64 where change >> UInt64(index) & 1 == 1 { flips[index] += 1 }
            }
            for (index, count) in flips.enumerated() {
                #expect(abs(count - 512) < 96, "bit \(bit) of the string, bit \(index) of the hash")
            }
        }
    }
}
