import TestSupport
import Testing

@testable import Records

/// Numbers and case, against what Swift makes of the same strings.
@Suite struct ByteStringNumbersTests {
    static let texts = [
        "", "0", "-0", "+0", "1", "-1", "+1", "007", "127", "128", "-128", "-129", "255", "256", "32767", "65536",
        "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "000000000000000000000000000000012", "-", "+", "--1", "+-1",
        "1-",
        " 1", "1 ", "1\n", "1_000", "0x10", "１", "1.", ".5", ".", "-.5", "5.e3", "1e5", "1E+5", "1e-5", "1e", "1e+",
        "e5",
        "1e400", "-1e400", "1e-400", "1.0e22", "1e23", "9007199254740992", "9007199254740993", "9007199254740993.0",
        "4.9406564584124654e-324", "2.4703282292062327e-324", "2.2250738585072011e-308", "1.7976931348623157e308",
        "1.7976931348623159e308", "0.1", "123456789.123456789", "1.00000005960464477539062500", "16777217",
        "3.4028236e38",
        "0.000000000000000000000000000000000000001", "inf", "-inf", "+infinity", "INF", "nan", "-nan", "nan(0x1)",
        "0x1p3",
        "0x1.8p-1", "1e00005", "1e99999999999999999999", "12345678901234567890123456789012345678901234567890e-30",
        "1,5", "1e5.5", "1.5.5", "1f", "\u{0}", "1\u{0}", "1e0", "00.5", "0e5", "-0.0", "-0e9",
    ]

    @Test func numbers_ofKnownTexts_areSwifts() {
        for text in Self.texts { check(text) }
    }

    @Test(arguments: 1...4)
    func numbers_ofRandomTexts_areSwifts(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for _ in 0..<1000 {
            check(
                String(
                    decoding: dice.bytes(count: Int.random(in: 0..<12, using: &dice), of: Array("0123456789.-+e".utf8)),
                    as: UTF8.self))
            let bits = UInt64.random(in: .min ... .max, using: &dice)
            check("\(Double(bitPattern: bits))")
            check("\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))")
            check("\(Int64(bitPattern: bits) >> Int64.random(in: 0..<64, using: &dice))")
            check("\(Int.random(in: -99_999_999...99_999_999, using: &dice))e\(Int.random(in: -30...30, using: &dice))")
            check("\(Double(Int.random(in: 0...1_000_000_000, using: &dice)) / 1000)")
        }
    }

    private func check(_ text: String) {
        let bytes = ByteString(text)
        #expect(Int(bytes) == Int(text), "\(text)")
        #expect(Int8(bytes) == Int8(text), "\(text)")
        #expect(UInt8(bytes) == UInt8(text), "\(text)")
        #expect(UInt64(bytes) == UInt64(text), "\(text)")
        #expect(Int128(bytes) == Int128(text), "\(text)")
        #expect(Double(bytes)?.bitPattern == Double(text)?.bitPattern, "\(text)")
        #expect(Float(bytes)?.bitPattern == Float(text)?.bitPattern, "\(text)")
    }

    @Test func bytesThatAreNoText_areNoNumber() {
        #expect(Int(ByteString([0x31, 0xFF])) == nil)
        #expect(Double(ByteString([0x31, 0xFF])) == nil)
    }

    @Test(arguments: boundaryLengths)
    func case_ofAllBytes_changesThatOfASCII(length: Int) {
        for start in 0..<256 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: start + $0 * 7) }
            #expect(Array(ByteString(bytes).lowercased()) == bytes.map { (65...90).contains($0) ? $0 + 32 : $0 })
            #expect(Array(ByteString(bytes).uppercased()) == bytes.map { (97...122).contains($0) ? $0 - 32 : $0 })
        }
    }
}
