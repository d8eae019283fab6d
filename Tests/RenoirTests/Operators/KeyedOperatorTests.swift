import Renoir
import Testing

@Suite struct KeyedOperatorTests {
    @Test(arguments: Shape.all)
    func groupByFold_sumsPerKey(shape: Shape) throws {
        let result = try shape.collect {
            $0.parallelStream(0..<10_000).groupBy { $0 % 13 }.fold(0) { $0 += $1 }.unkey()
        }
        let expected = Dictionary(grouping: 0..<10_000) { $0 % 13 }.mapValues { $0.reduce(0, +) }
        #expect(result.count == 13)
        #expect(Dictionary(uniqueKeysWithValues: result.map { ($0.key, $0.value) }) == expected)
    }

    @Test(arguments: Shape.all)
    func groupByCount_ofStrings_countsEachOnce(shape: Shape) throws {
        let words = (0..<6000).map { "word\($0 % 251)" }
        let expected = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
        let moved = try shape.collect { $0.parallelStream(words).groupBy { $0 }.count().unkey() }
        let combined = try shape.collect { $0.parallelStream(words).groupByCount { $0 }.unkey() }
        for result in [moved, combined] {
            #expect(result.count == expected.count)
            #expect(Dictionary(uniqueKeysWithValues: result.map { ($0.key, $0.value) }) == expected)
        }
    }

    @Test(arguments: Shape.all)
    func groupBy_ofByteStrings_bringsEqualKeysTogether(shape: Shape) throws {
        let words = (0..<4000).map { ByteString("a longer word than fits inline \($0 % 97)") }
        let result = try shape.collect { $0.parallelStream(words).groupBy { $0 }.count().unkey() }
        #expect(result.count == 97)
        #expect(result.map(\.value).reduce(0, +) == 4000)
    }

    private struct Spot: Hashable, Codable {
        var x: Double?
        var tags: [Float]
    }

    private static let nans: [Double] = [.nan, -.nan, .signalingNaN, Double(nan: 0x77, signaling: false)]

    @Sendable private static func number(_ i: Int) -> Double {
        switch i % 5 {
        case 0: nans[i % 4]
        case 1: i % 2 == 0 ? 0.0 : -0.0
        default: Double(i % 5)
        }
    }

    @Sendable private static func spot(_ i: Int) -> Spot {
        Spot(x: i % 3 == 0 ? nil : number(i), tags: [Float(i % 2), i % 7 == 0 ? -.nan : 1])
    }

    /// The result of plain Swift is that of keys with a number in place of the NaNs.
    @Test(arguments: Shape.all)
    func groupBy_ofNaNs_hasOneGroupForAll(shape: Shape) throws {
        let plain = Dictionary(grouping: (0..<600).map(Self.number)) { $0.isNaN ? -1 : $0 }.mapValues(\.count)
        let spots = Dictionary(grouping: (0..<600).map(Self.spot)) { spot in
            Spot(x: spot.x.map { $0.isNaN ? -1 : $0 }, tags: spot.tags.map { $0.isNaN ? -1 : $0 })
        }.mapValues(\.count)
        let moved = try shape.collect { $0.parallelStream(0..<600).groupBy { Self.number($0) }.count().unkey() }
        let combined = try shape.collect { $0.parallelStream(0..<600).groupByCount { Self.number($0) }.unkey() }
        for result in [moved, combined] {
            #expect(result.map(\.value).sorted() == plain.values.sorted())
            #expect(result.first { $0.key.isNaN }?.value == plain[-1])
        }
        let movedSpots = try shape.collect { $0.parallelStream(0..<600).groupBy { Self.spot($0) }.count().unkey() }
        #expect(movedSpots.map(\.value).sorted() == spots.values.sorted())
    }

    @Test
    func groupBy_exampleOfTheSemantics() throws {
        let context = StreamContext(.local(3))
        let groups = context.stream(of: 0..<10).groupBy { $0 % 2 }
        let (sums, counts) = (groups.fold(0) { $0 += $1 }.collect(), groups.count().collect())
        try context.execute()
        #expect(sums.value?.sorted { $0.key < $1.key } == [Keyed(key: 0, value: 20), Keyed(key: 1, value: 25)])
        #expect(counts.value?.sorted { $0.key < $1.key } == [Keyed(key: 0, value: 5), Keyed(key: 1, value: 5)])
    }

    @Test(arguments: Shape.all)
    func keyedFold_keepsTheOrderOfOneSender(shape: Shape) throws {
        let result = try shape.collect {
            $0.stream(of: 0..<1000).groupBy { $0 % 3 }.fold([Int]()) { $0.append($1) }.unkey()
                .map { $0.value == stride(from: $0.key, to: 1000, by: 3).map { $0 } }
        }
        #expect(result == [true, true, true])
    }
}
