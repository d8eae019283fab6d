import Renoir
import Testing

/// Windows and joins in time on real ranks, when a launcher has started the tests; in one process otherwise.
@Suite(.serialized, .timeLimit(.minutes(5))) struct WindowsUnderMPITests {
    private static let config: RuntimeConfig = {
        var config = RuntimeConfig.fromArguments(["--threads", "2", "--quiet"]).config
        config.exitsOnFailure = false
        return config
    }()

    private let config = Self.config

    /// Numbers that all workers give together, as times in milliseconds.
    private func numbers(_ context: StreamContext) -> DataStream<Int> {
        context.parallelStream { replica, replicas in stride(from: replica, to: 10_000, by: replicas) }
            .withTimestamps({ .milliseconds(Int64($0)) }, watermarks: .monotonous)
    }

    @Test func windows_seeAllRecords() throws {
        let context = StreamContext(config)
        let tumbling = numbers(context).groupBy { $0 % 7 }.window(.tumbling(.seconds(1))).count().collectAll()
        let sliding = numbers(context).groupBy { "\($0 % 7)" }
            .window(.sliding(.seconds(1), every: .milliseconds(100))).sum { $0 }.collectAll()
        let all = numbers(context).windowAll(.session(gap: .milliseconds(1))).collect().collectAll()
        let summary = try context.execute()
        #expect(tumbling.value?.count == 70)
        #expect(tumbling.value?.reduce(0) { $0 + $1.value.value } == 10_000)
        // Nine windows begin before the first record.
        #expect(sliding.value?.count == 7 * 109)
        #expect(sliding.value?.reduce(0) { $0 + $1.value.value } == 10 * (0..<10_000).reduce(0, +))
        #expect(all.value?.map { $0.value.sorted() } == [Array(0..<10_000)])
        #expect(summary.recordsLate == 0 && summary.overdrafts == 0)
    }

    @Test func joinsInTime_giveAllPairs() throws {
        let context = StreamContext(config)
        let left = numbers(context).groupBy { $0 % 10 }
        let right = numbers(context).map { $0 + 1 }
            .withTimestamps({ .milliseconds(Int64($0)) }, watermarks: .monotonous).groupBy { $0 % 10 }
        let pairs = left.intervalJoin(right, before: .milliseconds(10), after: .milliseconds(20)).collectAll()
        let latest = left.asOfJoin(right).collectAll()
        let windows = left.join(right, in: .tumbling(.milliseconds(10))).collectAll()
        let summary = try context.execute()
        let times = Set(1...10_000)
        let expected = (0..<10_000).reduce(0) { sum, time in
            sum + [-10, 0, 10, 20].filter { times.contains(time + $0) }.count
        }
        #expect(pairs.value?.count == expected)
        #expect(latest.value?.count == 10_000)
        #expect(latest.value?.allSatisfy { $0.value.1 == ($0.value.0 == 0 ? nil : $0.value.0) } == true)
        #expect(windows.value?.count == 9_999)
        #expect(summary.recordsLate == 0)
    }
}
