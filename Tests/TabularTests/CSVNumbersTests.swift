import Records
import Tabular
import TestSupport
import Testing

@Suite struct CSVNumbersTests {
    /// The number that a field is, with bytes behind it that are none of it.
    private func double(_ text: String) -> Double? { with(text) { CSVNumbers.double($0, $1) } }
    private func integer(_ text: String) -> Int? { with(text) { CSVNumbers.integer($0, $1) } }

    private func with<Value>(_ text: String, _ body: (UnsafeRawPointer, Int) -> Value) -> Value {
        Array((text + "98765432987654321").utf8).withUnsafeBytes { body($0.baseAddress!, text.utf8.count) }
    }

    @Test func integers_areTheLibrarys() {
        var dice = TextDice(seed: 1)
        var texts = [
            "", "-", "+", "+7", "--1", "1-", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1 ",
            "0x1",
        ]
        for _ in 0..<3000 {
            let digits = Int.random(in: 1...20, using: &dice)
            let text = (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &dice))" }.joined()
            texts += [text, "-" + text, text + "x", "x" + text]
        }
        for text in texts { #expect(integer(text) == Int(text), "\(text)") }
    }

    @Test func numbers_areTheLibrarys() {
        var dice = TextDice(seed: 2)
        var texts = [
            "", "-", ".", "-.", "1.", ".5", "-.5", "+1.5", "1.5.2", "1,5", "1e5", "1e-400", "inf", "nan", "-0", "-0.0",
            " 1", "1 ",
            "9007199254740993", "9007199254740992.5", "9007199254740993.0000000001", "0.1234567890123456789",
            "18446744073709551615",
        ]
        for _ in 0..<20_000 {
            let value = Double(bitPattern: dice.next())
            let fraction = Double.random(in: -1000...1000, using: &dice)
            let digits = "\(UInt64.random(in: 0...UInt64.max, using: &dice) >> UInt64.random(in: 0...63, using: &dice))"
            let point = Int.random(in: 0...digits.count, using: &dice)
            texts += ["\(value)", "\(fraction)", digits.prefix(point) + "." + digits.dropFirst(point)]
        }
        for text in texts {
            #expect(double(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
            #expect(Double(ByteString(text))?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    /// Halfway between two values, and a digit to either side of it.
    @Test func ties_areRoundedToEven() {
        for exponent in 0..<10 {
            for step in [UInt64(1), 2, 3] {
                let middle = (UInt64(1) << 53 + step * 2 - 1) << UInt64(exponent)
                for text in ["\(middle)", "\(middle).0", "\(middle - 1)", "\(middle + 1)"] {
                    #expect(double(text) == Double(text), "\(text)")
                    let shifted = text.replacing(".", with: "")
                    for point in 1..<shifted.count {
                        let text = shifted.prefix(point) + "." + shifted.dropFirst(point)
                        #expect(double(String(text)) == Double(text), "\(text)")
                    }
                }
            }
        }
    }
}
