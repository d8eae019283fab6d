import Renoir
import Testing

/// Loops, joins and sorting on real ranks, when a launcher has started the tests; in one process otherwise.
@Suite(.serialized, .timeLimit(.minutes(5))) struct LoopsUnderMPITests {
    /// Room for little, so that what a body makes of much has to wait.
    private static let config: RuntimeConfig = {
        var config = RuntimeConfig.fromArguments(["--threads", "2", "--quiet"]).config
        config.exitsOnFailure = false
        return config
    }()

    private let config = Self.config

    @Test func replay_whoseBodyMultiplies_standsNotStill() throws {
        var config = config
        config.exchangeBytes = 4 << 10
        let context = StreamContext(config)
        let sum = context.parallelStream(0..<20).replay(
            upTo: 3, state: 0, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
        ) { numbers, _ in
            numbers.flatMap { number in (0..<1000).lazy.map { _ in number } }.shuffle().groupBy { $0 % 7 }.values()
        }.collectAll()
        let summary = try context.execute()
        #expect(sum.value == [3 * 190_000])
        #expect(summary.overdrafts == 0)
    }

    @Test func sorted_comesInOrder_withinLittleCredit() throws {
        var config = config
        config.exchangeBytes = 64 << 10
        let context = StreamContext(config)
        let numbers = (0..<60_000).map { $0 * 7919 % 60_013 }
        let sorted = context.parallelStream(numbers).sorted().collect()
        let texts = context.parallelStream(numbers.prefix(5000)).map { "the number \($0)" }.sorted().collect()
        let summary = try context.execute()
        #expect(sorted.value == (context.rank == 0 ? numbers.sorted() : nil))
        #expect(texts.value == (context.rank == 0 ? numbers.prefix(5000).map { "the number \($0)" }.sorted() : nil))
        #expect(summary.overdrafts == 0)
    }

    @Test func iterate_joinsAStreamFromOutside() throws {
        let context = StreamContext(config)
        let edges = context.parallelStream((0..<1000).map { ($0, ($0 + 1) % 1000) } + [(0, 500)]).groupBy { $0.0 }
        let reached = context.stream(of: [0]).iterate(upTo: 400) { places in
            places.groupBy { $0 }.join(edges).values().map { $0.1.1 }.distinct()
        }.collectAll()
        try context.execute()
        #expect(reached.value?.sorted() == [400, 899])
    }

    @Test func iterateDeltas_findsShortestPaths() throws {
        let context = StreamContext(config)
        let edges = context.parallelStream((0..<500).flatMap { [($0, $0 + 1, 3), ($0, $0 + 2, 5)] }).groupBy { $0.0 }
        let lengths = context.stream(of: [0]).groupBy { $0 }.iterateDeltas(
            upTo: .max, initial: Int.max,
            apply: { (shortest: inout Int, length: Int) -> Int? in
                guard length < shortest else { return nil }
                shortest = length
                return length
            },
            { changed in
                changed.join(edges).values().map { length, edge in (edge.1, length + edge.2) }
                    .groupBy { $0.0 }.map { $0.1 }
            }
        ).collectAll()
        try context.execute()
        let result = Dictionary(uniqueKeysWithValues: try #require(lengths.value).map { ($0.key, $0.value) })
        #expect(result == Dictionary(uniqueKeysWithValues: (0...501).map { ($0, $0 / 2 * 5 + $0 % 2 * 3) }))
    }
}
