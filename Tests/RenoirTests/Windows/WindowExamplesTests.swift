import Renoir
import RenoirTestKit
import Testing

/// Windows whose answers are known, and decisions in which engines differ.
@Suite(.timeLimit(.minutes(5))) struct WindowExamplesTests {
    @Test(arguments: Shape.few)
    func countsOverAll_slide(shape: Shape) throws {
        let windows = Windows.count(3, every: 2)
        let sums = try shape.collect { $0.stream(of: 0..<10).windowAll(windows).sum { $0 } }
        #expect(sums.map(\.value) == [3, 9, 15, 21])
        #expect(sums.map(\.start) == [0, 2, 4, 6] && sums.allSatisfy { $0.span.count == 3 })
        let firsts = try shape.collect { $0.stream(of: 0..<10).windowAll(windows).first() }
        #expect(firsts.map(\.value) == [0, 2, 4, 6])
        let products = try shape.collect { $0.stream(of: 0..<10).windowAll(windows).fold(1) { $0 *= $1 } }
        #expect(products.map(\.value) == [0, 24, 120, 336])
    }

    @Test(arguments: Shape.few)
    func countsByKey_slide(shape: Shape) throws {
        let sums = try shape.collect { context in
            context.stream(of: 0..<10).groupBy { $0 % 2 }.window(.count(3, every: 2)).sum { $0 }.unkey()
                .map { [$0.key, $0.value.value] }
        }
        #expect(Set(sums) == [[0, 6], [0, 18], [1, 9], [1, 21]] && sums.count == 4)
    }

    @Test(arguments: Shape.few)
    func tumblingWindows_giveTheFirstOfEach(shape: Shape) throws {
        let firsts = try shape.collect { context in
            context.stream(of: 0..<10)
                .withTimestamps({ .milliseconds(1000 * Int64($0)) }, watermarks: .monotonous)
                .windowAll(.tumbling(.milliseconds(3000))).first()
        }
        #expect(firsts.map(\.value) == [0, 3, 6, 9])
        #expect(firsts.map(\.start) == [0, 3, 6, 9].map { .seconds($0) })
        #expect(firsts.map(\.end) == [3, 6, 9, 12].map { .seconds($0) })
    }

    @Test(arguments: Shape.few)
    func sessions_joinAtTheGap(shape: Shape) throws {
        func sessions(_ times: [Int64], gap: Int64) throws -> [[Int64]] {
            try shape.collect { context in
                context.stream(of: times)
                    .withTimestamps({ Timestamp(nanoseconds: $0) }, watermarks: .outOfOrder(by: .seconds(1)))
                    .windowAll(.session(gap: .nanoseconds(gap))).collect()
            }.sorted { $0.start < $1.start }.map { [$0.start.nanoseconds, $0.end.nanoseconds] + $0.value.sorted() }
        }
        #expect(try sessions([0, 1, 2, 6, 7, 8], gap: 3) == [[0, 5, 0, 1, 2], [6, 11, 6, 7, 8]])
        #expect(try sessions([0, 10], gap: 10) == [[0, 20, 0, 10]])
        #expect(try sessions([0, 11], gap: 10) == [[0, 10, 0], [11, 21, 11]])
        #expect(try sessions([0, 9], gap: 10) == [[0, 19, 0, 9]])
        // One that comes later makes two sessions one.
        #expect(try sessions([0, 20, 10], gap: 10) == [[0, 30, 0, 10, 20]])
    }

    /// What a script gives of windows on one worker, with the number of late records.
    private func run(
        _ events: [StreamEvent<Int>], _ windows: Windows<TimeSpan>
    ) throws -> (results: [Windowed<TimeSpan, [Int]>], late: [Int], count: Int) {
        let context = StreamContext(.local(1))
        let (results, late) = context.scripted { _, _ in events }.windowAll(windows).aggregateWithLate(.collect)
        let (collected, tardy) = (results.collect(), late.collect())
        let summary = try context.execute()
        return (collected.value!, tardy.value!, summary.recordsLate)
    }

    private func at(_ time: Int64) -> StreamEvent<Int> { .record(Int(time), at: Timestamp(nanoseconds: time)) }
    private func mark(_ time: Int64) -> StreamEvent<Int> { .watermark(Timestamp(nanoseconds: time)) }

    @Test func recordsAreLate_byTheirWindows() throws {
        let open = try run([at(5), mark(8), at(3), mark(9), at(4), at(10)], .tumbling(.nanoseconds(10)))
        #expect(open.results.map(\.value) == [[5, 3], [10]] && open.late == [4] && open.count == 1)
        // One that is late for one window may be in another.
        let sliding = try run([at(5), mark(9), at(6)], .sliding(.nanoseconds(10), every: .nanoseconds(5)))
        #expect(sliding.results.map(\.value) == [[5], [5, 6]] && sliding.late.isEmpty)
        // At the watermark that is the session's end less one it's still open; at its end it's over.
        let session = try run([at(0), mark(9), at(10), mark(20), at(9)], .session(gap: .nanoseconds(10)))
        #expect(session.results.map(\.value) == [[0, 10]] && session.late == [9])
    }

    @Test func correctionsSayThatTheyAre() throws {
        let result = try run(
            [at(5), mark(9), at(6), mark(14), at(7), mark(15), at(8)],
            .tumbling(.nanoseconds(10)).allowingLateness(.nanoseconds(6)))
        #expect(result.results.map(\.value) == [[5], [5, 6], [5, 6, 7]])
        #expect(result.results.map(\.isCorrection) == [false, true, true])
        #expect(result.late == [8] && result.count == 1)
    }

    @Test func watermarkThatGoesBack_isNone() throws {
        let result = try run([at(5), mark(9), mark(2), at(6), at(12)], .tumbling(.nanoseconds(10)))
        #expect(result.results.map(\.value) == [[5], [12]] && result.late == [6])
    }

    @Test func timesBeforeTheEpochAndAtTheEndsOfTime_haveTheirWindows() throws {
        let times: [Int64] = [.min, .min + 1, -11, -10, -1, 0, .max - 1, .max]
        for windows in [
            Windows.tumbling(.nanoseconds(10)), .sliding(.nanoseconds(10), every: .nanoseconds(5)),
            .sliding(.nanoseconds(12), every: .nanoseconds(5), offset: .nanoseconds(3)), .session(gap: .nanoseconds(1)),
            .tumbling(.nanoseconds(Int64.max)), .session(gap: .nanoseconds(Int64.max)),
        ] {
            let result = try run(times.map(at), windows)
            #expect(Set(result.results.flatMap(\.value)) == Set(times.map(Int.init)) && result.late.isEmpty)
        }
        let tens = try run([at(-11), at(-10), at(-1), at(0)], .tumbling(.nanoseconds(10)))
        #expect(tens.results.map(\.start.nanoseconds) == [-20, -10, 0])
        let shifted = try run([at(-1), at(2), at(3)], .tumbling(.nanoseconds(10), offset: .nanoseconds(-7)))
        #expect(shifted.results.map(\.start.nanoseconds) == [-7, 3])
    }

    @Test(arguments: [
        Windows<TimeSpan>.tumbling(.zero), .tumbling(.seconds(-1)), .tumbling(.seconds(Int64.max)),
        .sliding(.seconds(1), every: .zero), .sliding(.seconds(Int64.max), every: .seconds(1)), .session(gap: .zero),
        .session(gap: .seconds(Int64.max)), .tumbling(.seconds(1)).allowingLateness(.seconds(-1)),
    ])
    func sizesThatCanNotBe_areRefused(windows: Windows<TimeSpan>) throws {
        let error = #expect(throws: JobError.self) { try run([at(1)], windows) }
        #expect(error?.code == .graph)
    }

    @Test func countsThatCanNotBe_areRefused() throws {
        for windows in [Windows.count(0), .count(-1, every: 1), .count(1, every: 0), .last(0)] {
            let context = StreamContext(.local(1))
            context.stream(of: [1]).windowAll(windows).count().forEach { _ in }
            #expect(throws: JobError.self) { try context.execute() }
        }
    }

    @Test func windowsInTime_needTimes() throws {
        let context = StreamContext(.local(1))
        context.stream(of: [1]).windowAll(.tumbling(.seconds(1))).count().forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.message.contains("withTimestamps") == true)
    }

    @Test func sums_forgetWhatHasLeft() throws {
        let context = StreamContext(.local(1))
        let values: [Double] = [1, .infinity, 1e16, 2, 3, 4]
        let sums = context.stream(of: values).windowAll(.last(2)).sum { $0 }.collect()
        try context.execute()
        #expect(sums.value?.map(\.value) == [1, .infinity, .infinity, 1e16 + 2, 5, 7])
    }

    @Test(arguments: Shape.few)
    func resultsHaveTheTimeThatClosesThem(shape: Shape) throws {
        for windows in [
            Windows.tumbling(.nanoseconds(10)), .sliding(.nanoseconds(10), every: .nanoseconds(3)),
            .session(gap: .nanoseconds(4)),
        ] {
            let count = try shape.collect { context in
                let stream = context.scripted { replica, _ in
                    WindowScenario.outOfOrder.script(replica, seed: shape.seed)
                }
                let checked = stream.groupBy { $0.key }.window(windows).count().unkey().checkingTime()
                // What comes of windows may be put into windows.
                return checked.windowAll(.tumbling(.nanoseconds(20))).sum { $0.value.value }.map(\.value)
            }
            if !windows.isOverlapping { #expect(count.reduce(0, +) == 60 * shape.ranks * shape.threads) }
        }
    }

    @Test func passesHaveTheirOwnWindows() throws {
        let context = StreamContext(.local(1))
        let results = context.scripted { _, _ -> [StreamEvent<Int>] in
            [at(5), mark(100), .endOfPass(level: 1), at(5), at(6)]
        }.windowAll(.sliding(.nanoseconds(10), every: .nanoseconds(10))).collect().collect()
        try context.execute()
        #expect(results.value?.map(\.value) == [[5], [5, 6]])
    }
}

extension Windows<TimeSpan> {
    fileprivate var isOverlapping: Bool { "\(self)".contains("every: 3") }
}
