import Foundation
import Renoir
import Testing

/// Pipelines on real ranks, when a launcher has started the tests; in one process otherwise.
@Suite(.serialized, .timeLimit(.minutes(10))) struct UnderMPITests {
    /// Only one configuration is made of the environment: contexts that follow each other share the ranks.
    private static let config: RuntimeConfig = {
        var config = RuntimeConfig.fromArguments(["--threads", "2", "--quiet"]).config
        config.exitsOnFailure = false
        return config
    }()

    private let config = Self.config

    @Test func groupByFold_agreesWithASingleThread() throws {
        let context = StreamContext(config)
        let sums = context.parallelStream(0..<200_000).groupBy { $0 % 1009 }.fold(0) { $0 += $1 }.collectAll()
        try context.execute()
        let result = Dictionary(uniqueKeysWithValues: try #require(sums.value).map { ($0.key, $0.value) })
        #expect(result == Dictionary(grouping: 0..<200_000) { $0 % 1009 }.mapValues { $0.reduce(0, +) })
    }

    @Test func dynamicBalancing_givesEachNumberOnce() throws {
        let context = StreamContext(config)
        let numbers = context.parallelStream(0..<20_000, balancing: .dynamic).collectAll()
        try context.execute()
        #expect(numbers.value?.sorted() == Array(0..<20_000))
    }

    /// Hashes travel with the keys, and a keyed stream stays where it is.
    @Test func aggregateBy_agreesWithASingleThread() throws {
        let context = StreamContext(config)
        let means = context.parallelStream(0..<50_000)
            .aggregate(.mean { Double($0) }, by: { "a key of more than fifteen bytes, é \($0 % 701)" })
            .map { $0 * 2 }.aggregate(.sum { $0 }).collectAll()
        try context.execute()
        let result = Dictionary(uniqueKeysWithValues: try #require(means.value).map { ($0.key, $0.value) })
        let expected = Dictionary(grouping: 0..<50_000) { "a key of more than fifteen bytes, é \($0 % 701)" }
        #expect(result == expected.mapValues { 2 * Double($0.reduce(0, +)) / Double($0.count) })
    }

    /// Quoted line ends, so that ranks have to tell each other where records start.
    @Test func tables_areReadAsTheyWereWritten() throws {
        let naming = StreamContext(config)
        let names = naming.stream(of: 0..<1).map { _ in NSTemporaryDirectory() + "renoir-\(UUID())" }.collectAll()
        try naming.execute()
        let folder = try #require(names.value?.first)
        let writing = StreamContext(config)
        if writing.rank == 0 {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        }
        defer { if writing.rank == 0 { try? FileManager.default.removeItem(atPath: folder) } }
        let rows = writing.parallelStream(0..<2000).map { ["a": "\($0)\n,\"", "b": "\($0)"] }
        rows.writeCSV(folder + "/one.csv", columns: ["a", "b"])
        rows.writeCSV(folder + "/parts", parts: .perWorker, columns: ["a", "b"])
        try writing.execute()
        for balancing in [Balancing.static, .dynamic] {
            let reading = StreamContext(config)
            let read = reading.readCSV(
                [folder + "/one.csv", folder + "/parts/part-*"], columns: ["b"], balancing: balancing
            ) {
                try $0.int(0)
            }
            .collectAll()
            try reading.execute()
            #expect(read.value?.sorted() == (0..<2000).flatMap { [$0, $0] })
        }
    }

    @Test func strings_travel() throws {
        let context = StreamContext(config)
        let texts = context.parallelStream(0..<5000).map { "näme \($0)" }.shuffle().shuffle().collect()
        try context.execute()
        #expect((texts.value == nil) == (context.rank > 0))
        if let texts = texts.value { #expect(texts.sorted() == (0..<5000).map { "näme \($0)" }.sorted()) }
    }

    private enum Parity: Hashable { case even, odd }

    private struct Measured: Codable, Sendable {
        fileprivate enum Quality: String, Codable { case good, poor }
        fileprivate struct Place: Codable { var name: String }

        var quality = Quality.good
        var place: Place?
        var others: [Place] = []
    }

    private struct Box<Value: Sendable>: Sendable { var value: Value }

    /// Such types have no name that is the same in two processes.
    @Test func privateAndLocalTypes_travel() throws {
        struct Local: Codable, Sendable { var text: String }
        let context = StreamContext(config)
        let numbers = context.parallelStream(0..<100)
        let plain = numbers.map { Box(value: ($0 % 2 == 0 ? Parity.even : Parity.odd, $0)) }.shuffle()
            .map { $0.value.1 }.collectAll()
        let coded = numbers.map { Measured(place: .init(name: "\($0)"), others: [.init(name: "x")]) }.shuffle()
            .map { $0.place?.name ?? "none" }.collectAll()
        let local = numbers.map { ([Local(text: "\($0)")], Parity?.some(.odd)) }.shuffle()
            .map { $0.0[0].text }.collectAll()
        let keyed = numbers.groupByCount { $0 % 2 == 0 ? Parity.even : Parity.odd }.collect()
        try context.execute()
        #expect(plain.value?.sorted() == Array(0..<100))
        #expect(coded.value?.sorted() == (0..<100).map(String.init).sorted())
        #expect(local.value?.sorted() == (0..<100).map(String.init).sorted())
        if let keyed = keyed.value { #expect(keyed.map(\.value) == [50, 50]) }
    }

    private struct Spot: Hashable, Codable {
        var name: String
        var place: SIMD2<Float>?
    }

    @Test func keysWithNaNs_areOneOnAllRanks() throws {
        let context = StreamContext(config)
        let nans: [Float] = [.nan, -.nan, .signalingNaN, Float(nan: 7, signaling: false)]
        let counts = context.parallelStream(0..<6000)
            .groupByCount { Spot(name: "\($0 % 2)", place: $0 % 3 == 0 ? nil : SIMD2(nans[$0 % 4], 1)) }.collectAll()
        try context.execute()
        #expect(counts.value?.map(\.value).sorted() == [1000, 1000, 2000, 2000])
    }

    #if os(Linux)
        @Test func ranksOfOneHost_shareMemory() throws {
            let context = StreamContext(config)
            let count = context.parallelStream(0..<4_000_000).shuffle().map { $0 % 7 == 0 }.shuffle().count()
                .collectAll()
            let summary = try context.execute()
            #expect(count.value == [4_000_000])
            #expect((summary.bytesShared > summary.bytesExchanged / 4) == (context.size > 1))
        }
    #endif

    @Test func recordOfThreeMegabytes_travelsInPieces() throws {
        let context = StreamContext(config)
        let bytes = 3 << 20
        let texts = context.stream(of: [ByteString(repeatElement(UInt8(ascii: "x"), count: bytes)), "short"])
            .groupBy { $0 }.count().collectAll()
        try context.execute()
        #expect(texts.value?.map(\.key.count).sorted() == [5, bytes])
    }

    @Test func littleCredit_onlyMakesItSlow() throws {
        var config = config
        config.exchangeBytes = 1
        let context = StreamContext(config)
        let count = context.parallelStream(0..<2000).shuffle().flatMap { 0..<($0 % 100) }.shuffle().count().collectAll()
        try context.execute()
        #expect(count.value == [(0..<2000).map { $0 % 100 }.reduce(0, +)])
    }

    @Test func recordsOfAThread_arriveThroughASmallChannel() throws {
        let context = StreamContext(config)
        let (stream, sender) = context.channel(of: Int.self, capacity: 3)
        let sum = stream.shuffle().fold(0) { $0 += $1 }.collectAll()
        if context.rank == 0 {
            Thread.detachNewThread {
                for number in 0..<5000 { try? sender.send(number) }
                sender.finish()
            }
        } else {
            #expect(throws: ChannelError.otherRank) { try sender.send(1) }
        }
        try context.execute()
        #expect(sum.value == [12_497_500])
        #expect(throws: (context.rank == 0 ? ChannelError.finished : .otherRank)) { try sender.send(1) }
    }

    @Test func failureOfARank_endsASenderThatWaits() throws {
        struct Broken: Error {}
        let context = StreamContext(config)
        let (stream, sender) = context.channel(of: Int.self, capacity: 1)
        stream.shuffle().forEach { if $0 == 100 { throw Broken() } }
        let isOver = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while (try? sender.send(100)) != nil {}
            isOver.signal()
        }
        #expect(throws: JobError.self) { try context.execute() }
        #expect(isOver.wait(timeout: .now() + 60) == .success)
    }

    @Test func closureThatThrowsOnTheLastRank_throwsOnAll() throws {
        struct Broken: Error {}
        let context = StreamContext(config)
        let last = context.size - 1
        let rank = context.rank
        context.parallelStream(0..<1000).forEach { _ in if rank == last { throw Broken() } }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .user)
    }

    @Test func jobAfterAFailure_runs() throws {
        let context = StreamContext(config)
        let count = context.parallelStream(0..<1000).count().collectAll()
        try context.execute()
        #expect(count.value == [1000])
    }
}
