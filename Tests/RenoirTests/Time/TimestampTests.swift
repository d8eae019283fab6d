import Renoir
import RenoirTestKit
import Testing

@Suite struct TimestampTests {
    @Test(arguments: Shape.all)
    func withTimestamps_keepsItsPromise_throughOperatorsAndExchanges(shape: Shape) throws {
        let result = try shape.collect { context in
            let timed = context.parallelStream(0..<2000)
                .withTimestamps({ .seconds(Int64($0)) }, watermarks: .monotonous)
            let few = timed.checkingTime().map { $0 * 2 }.filter { $0 % 3 == 0 }
            let pairs = few.flatMap { [$0, $0 + 1] }.checkingTime()
            let grouped = pairs.groupBy { $0 % 11 }.values().checkingTime()
            return grouped.inspect { _ in }.shuffle().checkingTime()
        }
        let kept = stride(from: 0, to: 4000, by: 6)
        #expect(result.sorted() == kept.flatMap { [$0, $0 + 1] })
    }

    @Test(arguments: Shape.all)
    func timesTravelWithTheirRecords(shape: Shape) throws {
        let result = try shape.collect { context in
            let timed = context.parallelStream(0..<1000).map { "\($0)" }
                .withTimestamps({ Timestamp(nanoseconds: Int64($0)! * 3) }, watermarks: .monotonous)
            let numbers = timed.shuffle().compactMap { Int($0) }
            return numbers.groupBy { $0 }.values().mergedWithTime()
        }
        #expect(result.count == 1000)
        #expect(result.allSatisfy { $0.value == $0.key * 3 })
    }

    @Test
    func timesBeyondAllTime_areTheFirstAndTheLast() {
        #expect(Timestamp.seconds(.max) == Timestamp(nanoseconds: .max))
        #expect(Timestamp.seconds(.min) == Timestamp(nanoseconds: .min))
        #expect(Timestamp.milliseconds(.max) == Timestamp(nanoseconds: .max))
        #expect(Timestamp.milliseconds(.min) == Timestamp(nanoseconds: .min))
        #expect(Timestamp.seconds(-9) == Timestamp(nanoseconds: -9_000_000_000))
        #expect(WatermarkStrategy.outOfOrder(by: .seconds(Int64.max)) == .outOfOrder(by: .nanoseconds(Int64.max)))
        #expect(WatermarkStrategy.outOfOrder(by: .seconds(9_223_372_036.9)) == .outOfOrder(by: .nanoseconds(Int64.max)))
        #expect(WatermarkStrategy.outOfOrder(by: .seconds(-1)) == .monotonous)
    }

    @Test
    func recordsAtTheEndsOfTime_travel() throws {
        let results = try SimulatedJob(ranks: 2, threads: 1, seed: 1).run { context in
            let seconds: [Int64] = [0, .max, .max]
            let timed = context.stream(of: seconds).withTimestamps({ .seconds($0) }, watermarks: .monotonous)
            let count = timed.shuffle().checkingTime().collectCount()
            try context.execute()
            return count.value
        }
        #expect(results[0] == 3)
    }

    @Test
    func timesOutOfOrder_withinTheDelay_areNotLate() throws {
        for seed in 0..<5 {
            let results = try SimulatedJob(ranks: 2, threads: 2, seed: UInt64(seed)).run { context in
                let timed = context.parallelStream(0..<2000).withTimestamps(
                    { number -> Timestamp in
                        let (decade, unit) = number.quotientAndRemainder(dividingBy: 10)
                        return Timestamp(nanoseconds: Int64(decade * 10 + 9 - unit))
                    }, watermarks: .outOfOrder(by: .nanoseconds(10)))
                let count = timed.checkingTime().shuffle().checkingTime().count().collect()
                try context.execute()
                return count.value
            }
            #expect(results[0] == [2000])
        }
    }

    @Test
    func recordThatBreaksItsPromise_isNoticed() throws {
        let context = StreamContext(.local(1))
        context.scripted { _, _ -> [StreamEvent<Int>] in
            [.record(1, at: .seconds(5)), .watermark(.seconds(5)), .record(2, at: .seconds(5))]
        }.checkingTime().forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.message.contains("behind the watermark") == true)
    }

    @Test
    func withoutTimestamps_takesTimesAway() throws {
        let context = StreamContext(.local(1))
        let result = context.stream(of: 0..<10).withTimestamps({ .seconds(Int64($0)) }, watermarks: .monotonous)
            .withoutTimestamps().mergedWithTime().collect()
        try context.execute()
        #expect(result.value?.allSatisfy { $0.value == -1 } == true)
    }
}

extension DataStream<Int> {
    /// Each record with its time in nanoseconds, −1 if it has none.
    fileprivate func mergedWithTime() -> DataStream<Keyed<Int, Int>> {
        custom(
            "mergedWithTime", state: { _ in () },
            onBatch: { cursor, input, output, _ in
                while cursor.canAdvance {
                    let time = cursor.inputTimes.map { Int($0[cursor.consumed]) } ?? -1
                    (output + cursor.produced).initialize(to: Keyed(key: input[cursor.consumed], value: time))
                    cursor.consumed += 1
                    cursor.produced += 1
                }
            })
    }
}
