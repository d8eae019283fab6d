import Renoir
import RenoirTestKit
import Synchronization
import Testing

/// Every operator with records that count their lives, and a closure that throws at every record.
@Suite(.serialized, .timeLimit(.minutes(10))) struct OwnershipTests {
    /// A record with an identity: it's counted as long as it lives.
    final class Counted: Sendable, Hashable, Codable {
        static let alive = Atomic<Int>(0)
        let number: Int

        init(_ number: Int) {
            self.number = number
            Self.alive.add(1, ordering: .relaxed)
        }

        convenience init(from decoder: any Decoder) throws { self.init(try Int(from: decoder)) }
        func encode(to encoder: any Encoder) throws { try number.encode(to: encoder) }

        deinit { Self.alive.subtract(1, ordering: .relaxed) }

        static func == (left: Counted, right: Counted) -> Bool { left.number == right.number }
        func hash(into hasher: inout Hasher) { hasher.combine(number) }
    }

    private struct Broken: Error {}

    /// Records per job: more than one small batch.
    static let records = 70

    /// Runs a pipeline whose closure is called once per record and throws the n-th time, for every n, and not at all.
    ///
    /// - Parameter calls: How often the closure is called if it isn't for each record.
    func check(
        calls: Int = records, _ pipeline: (DataStream<Counted>, _ count: @escaping @Sendable () throws -> Void) -> Void
    ) throws {
        for failing in [Int.max] + Array(0..<calls) {
            let counter = Calls()
            do {
                var config = RuntimeConfig.local(1)
                config.batchBytes = 128
                let context = StreamContext(config)
                pipeline(context.stream(of: (0..<Self.records).lazy.map { Counted($0) })) {
                    if counter.next() == failing { throw Broken() }
                }
                if failing == .max {
                    try context.execute()
                } else {
                    #expect(throws: JobError.self) { try context.execute() }
                }
            }
            #expect(Counted.alive.load(ordering: .relaxed) == 0, "thrown at record \(failing)")
        }
    }

    private final class Calls: Sendable {
        private let calls = Atomic<Int>(0)
        func next() -> Int { calls.add(1, ordering: .relaxed).oldValue }
    }

    @Test func sorted() throws {
        try check(calls: 400) { stream, count in
            stream.sorted { left, right in
                try count()
                return left.number * 31 % 70 < right.number * 31 % 70
            }.forEach { _ in }
        }
    }

    /// Runs that are merged.
    @Test(arguments: [0, 9000, 20_000, 24_000, 30_000])
    func sortedRuns(failing: Int) throws {
        do {
            let counter = Calls()
            let context = StreamContext(.local(1))
            context.stream(of: (0..<3000).lazy.map { Counted($0) }).sorted { left, right in
                if counter.next() == failing { throw Broken() }
                return left.number * 7919 % 3001 < right.number * 7919 % 3001
            }.forEach { _ in }
            #expect(throws: JobError.self) { try context.execute() }
        }
        #expect(Counted.alive.load(ordering: .relaxed) == 0)
    }

    @Test func map() throws {
        try check { stream, count in
            stream.map { record in
                try count()
                return Counted(record.number)
            }.forEach { _ in }
        }
    }

    /// A byte string that has a storage if it's long; the storage keeps the record alive.
    private static func text(_ record: Counted) -> ByteString {
        let bytes = UnsafeRawBufferPointer(start: letters, count: record.number % 2 == 0 ? 10 : 20)
        let storage = ByteStorage(lending: bytes) { withExtendedLifetime(record) {} }
        return ByteString(wholeOf: storage)
    }

    private static nonisolated(unsafe) let letters: UnsafePointer<UInt8> = {
        let letters = UnsafeMutablePointer<UInt8>.allocate(capacity: 20)
        letters.initialize(repeating: 97, count: 20)
        return UnsafePointer(letters)
    }()

    @Test func map_ofByteStrings() throws {
        try check { stream, count in
            stream.map { Self.text($0) }.map { text in
                try count()
                return text
            }.forEach { _ in }
        }
    }

    @Test func keyOfByteStrings() throws {
        try check { stream, count in
            stream.map { Self.text($0) }.groupBy { text in
                try count()
                return text
            }.fold([ByteString]()) { all, text in all.append(text) }.forEach { _ in }
        }
    }

    @Test func keyedFold_ofByteStrings() throws {
        try check { stream, count in
            stream.map { Self.text($0) }.groupBy { $0 }.fold([ByteString]()) { all, text in
                try count()
                all.append(text)
            }.forEach { _ in }
        }
    }

    @Test func filter() throws {
        try check { stream, count in
            stream.filter { record in
                try count()
                return record.number % 2 == 0
            }.forEach { _ in }
        }
    }

    @Test func compactMap() throws {
        try check { stream, count in
            stream.compactMap { record in
                try count()
                return record.number % 2 == 0 ? record : nil
            }.forEach { _ in }
        }
    }

    @Test func flatMap() throws {
        try check { stream, count in
            stream.flatMap { record in
                try count()
                return [record, Counted(-1), record]
            }.forEach { _ in }
        }
    }

    /// A sequence that fills several batches is kept from call to call, and so is one that ends where a batch is full.
    @Test(arguments: [15, 16, 40]) func flatMap_ofLongSequences(length: Int) throws {
        try check { stream, count in
            stream.flatMap { record in
                try count()
                return (0..<length).lazy.map { _ in record }
            }.forEach { _ in }
        }
    }

    @Test func flatMap_whoseReceiverThrows_forgetsTheSequenceAtHand() throws {
        try check { stream, count in
            stream.flatMap { record in (0..<40).lazy.map { _ in record } }.forEach { _ in try count() }
        }
    }

    @Test func inspect() throws {
        try check { stream, count in stream.inspect { _ in try count() }.forEach { _ in } }
    }

    @Test func forEach() throws {
        try check { stream, count in stream.forEach { _ in try count() } }
    }

    @Test func fold() throws {
        try check { stream, count in
            stream.fold([Counted]()) { all, record in
                try count()
                all.append(record)
            }.forEach { _ in }
        }
    }

    @Test func keyedFold() throws {
        try check { stream, count in
            stream.keyBy { $0.number % 3 }.fold([Counted]()) { all, record in
                try count()
                all.append(record)
            }.forEach { _ in }
        }
    }

    @Test func keyBy() throws {
        try check { stream, count in
            stream.keyBy { record in
                try count()
                return record
            }.count().forEach { _ in }
        }
    }

    @Test func groupByCount() throws {
        try check { stream, count in
            stream.groupByCount { record in
                try count()
                return record
            }.forEach { _ in }
        }
    }

    @Test func groupByCount_byAnotherKey() throws {
        try check { stream, count in
            stream.groupByCount { record in
                try count()
                return [record, Counted(record.number % 3)]
            }.forEach { _ in }
        }
    }

    @Test func withTimestamps() throws {
        try check { stream, count in
            stream.withTimestamps(
                { record in
                    try count()
                    return .seconds(Int64(record.number))
                }, watermarks: .monotonous
            ).forEach { _ in }
        }
    }

    @Test func fanOutAndMerge() throws {
        try check { stream, count in
            let same = stream.map { $0 }
            stream.merge(same).forEach { _ in
                try count()
            }
        }
    }
}
