import RenoirDomains
import Testing

@Suite struct NaturalTests {
    private func dice(_ seed: UInt64) -> some Sequence<Natural> {
        var generator = CounterGenerator(seed: seed, sample: 1)
        return (0..<200).map { _ in
            generator.next(below: Natural(2).power(generator.next(below: 300) + 1))
        }
    }

    @Test func quotientTimesDivisorPlusRemainder_isTheNumber() {
        for (number, divisor) in zip(dice(1), dice(2)) where divisor != 0 {
            let (quotient, remainder) = number.dividing(by: divisor)
            #expect(remainder < divisor && quotient * divisor + remainder == number, "\(number) ÷ \(divisor)")
        }
    }

    @Test func arithmetic_agreesWithIntegersOf128Bits() {
        var generator = CounterGenerator(seed: 3, sample: 1)
        for _ in 0..<200 {
            let (left, right) = (generator.next() >> UInt64(generator.next(below: 60)), generator.next())
            let (a, b) = (Natural(Int(left >> 1)), Natural(Int(right >> 1)))
            let product = UInt128(left >> 1) * UInt128(right >> 1)
            #expect((a * b).description == "\(product)")
            #expect((a * b + a).description == "\(product + UInt128(left >> 1))")
            #expect(
                (a * b - b).description == (product >= UInt128(right >> 1) ? "\(product - UInt128(right >> 1))" : "0"))
        }
    }

    @Test func digits_areAllThere() {
        #expect(Natural(10).power(38).description == "1" + String(repeating: "0", count: 38))
        #expect((Natural(10).power(57) + 7).description == "1" + String(repeating: "0", count: 56) + "7")
        #expect(Natural(2).power(64).description == "18446744073709551616")
        #expect((Natural(2).power(64) - 1).description == "18446744073709551615")
    }
}
