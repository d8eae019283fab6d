import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct SketchTests {
    /// Estimates of many counts: nearly all within three standard errors.
    @Test(arguments: [0, 1, 2, 100, 1500, 3000, 50_000, 300_000])
    func hyperLogLog_isCloseEnough(count: Int) {
        var sketch = HyperLogLog()
        for number in 0..<count { sketch.add(number) }
        #expect(abs(sketch.estimate - Double(count)) <= 0.0243 * Double(count) + 0.01)
        // What came before changes nothing.
        let before = sketch.estimate
        for number in 0..<min(count, 5000) { sketch.add(number) }
        #expect(sketch.estimate == before)
    }

    /// All 64 bits of a number count.
    @Test func hyperLogLog_tellsLargeNumbersApart() {
        var sketch = HyperLogLog()
        for number in 0..<1000 { sketch.add(UInt64(1) << 63 + UInt64(number)) }
        #expect(abs(sketch.estimate - 1000) < 25)
    }

    @Test func hyperLogLog_mergedParts_areTheWhole() {
        for count in [10, 3000, 40_000] {
            var (whole, merged) = (HyperLogLog(), HyperLogLog())
            for part in 0..<4 {
                var sketch = HyperLogLog()
                for number in stride(from: part, to: count, by: 3) {
                    sketch.add("user \(number)")
                    whole.add("user \(number)")
                }
                merged.merge(sketch)
            }
            #expect(merged.estimate == whole.estimate)
        }
    }

    @Test(arguments: Shape.few)
    func approximateDistinct_isTheSameEverywhere(shape: Shape) throws {
        let counts = try shape.collect { context in
            context.parallelStream(0..<6000).groupBy { $0 % 3 }
                .aggregate(.approximateDistinct { $0 % 900 }).unkey()
        }
        #expect(counts.count == 3)
        let alone = try Shape.few[0].collect { context in
            context.parallelStream(0..<6000).groupBy { $0 % 3 }
                .aggregate(.approximateDistinct { $0 % 900 }).unkey()
        }
        #expect(Set(counts) == Set(alone))
        #expect(counts.allSatisfy { abs($0.value - 300) <= 8 })
    }

    /// The place of the answer in the order is within the bound, in whatever order numbers come.
    @Test(arguments: [1, 150, 10_000, 200_000], [0, 1, 2])
    func quantileSketch_isCloseEnough(count: Int, order: Int) {
        var sketch = QuantileSketch()
        for number in 0..<count {
            switch order {
            case 0: sketch.add(Double(number))
            case 1: sketch.add(Double(count - 1 - number))
            default: sketch.add(Double(number * 7919 % count))
            }
        }
        #expect(sketch.count == count)
        #expect(sketch.quantile(0) == 0 || order == 2 && count % 7919 == 0)
        for share in [0.01, 0.25, 0.5, 0.9, 0.99] {
            let answer = sketch.quantile(share) ?? .nan
            let exact = (share * Double(count)).rounded(.up) - 1
            #expect(abs(answer - exact) <= (count <= 150 ? 0 : 0.0133 * Double(count)))
        }
    }

    /// Parts of different sizes weigh what they have.
    @Test func quantileSketch_mergedParts_weighTheirSizes() {
        var merged = QuantileSketch()
        for (low, high) in [(0, 33_334), (33_334, 33_400), (33_400, 100_000)] {
            var part = QuantileSketch()
            for number in low..<high { part.add(Double(number)) }
            merged.merge(part)
        }
        #expect(merged.count == 100_000)
        for share in [0.1, 0.5, 0.9] {
            #expect(abs((merged.quantile(share) ?? .nan) - share * 100_000) <= 1330)
        }
    }

    @Test func quantileSketch_knowsNaN_andNothing() {
        var sketch = QuantileSketch()
        #expect(sketch.quantile(0.5) == nil)
        for number: Double in [2, .nan, 1, -.infinity] { sketch.add(number) }
        #expect(sketch.quantile(0) == -.infinity && sketch.quantile(0.5) == 1 && sketch.quantile(0.75) == 2)
        #expect(sketch.quantile(1)?.isNaN == true && sketch.quantile(1.5) == nil)
    }

    @Test(arguments: Shape.few)
    func approximateQuantiles_ofKeys(shape: Shape) throws {
        let results = try shape.collect { context in
            context.parallelStream(0..<4000).groupBy { $0 % 2 }
                .aggregate(.approximateQuantiles([0, 0.5, 1]) { Double($0) }).unkey()
        }
        #expect(results.count == 2)
        for result in results {
            #expect(result.value[0] == Double(result.key) && result.value[2] == Double(3998 + result.key))
            #expect(abs(result.value[1] - 2000) < 80)
        }
    }
}
