import Renoir
import RenoirTestKit
import Testing

/// All kinds of windows, on keyed streams and on whole ones, however records come, against a computation that looks at everything.
@Suite(.timeLimit(.minutes(10))) struct WindowTests {
    static let cases: [WindowCase] =
        [0, 7].flatMap { lateness -> [WindowCase] in
            [
                .sliding(size: 10, every: 10, offset: 0, lateness: lateness),
                .sliding(size: 10, every: 10, offset: 3, lateness: lateness),
                .sliding(size: 10, every: 5, offset: 0, lateness: lateness),
                .sliding(size: 10, every: 3, offset: 1, lateness: lateness),
                .sliding(size: 12, every: 2, offset: 0, lateness: lateness),
                .sliding(size: 6, every: 10, offset: 2, lateness: lateness),
                .session(gap: 3, lateness: lateness), .session(gap: 8, lateness: lateness),
            ]
        } + [
            .count(3, every: 3, isPartial: false), .count(3, every: 3, isPartial: true),
            .count(3, every: 2, isPartial: false), .count(4, every: 2, isPartial: true),
            .count(2, every: 3, isPartial: true), .last(3), .all,
        ]

    struct Setting: Sendable, CustomStringConvertible {
        let scenario: WindowScenario
        let shape: Shape

        var description: String { "\(scenario), \(shape)" }

        static let all = WindowScenario.allCases.flatMap { scenario in
            [(1, 1, 0), (1, 1, 1), (1, 3, 0), (2, 1, 1), (4, 1, 0)].map { ranks, threads, seed in
                Setting(
                    scenario: scenario, shape: Shape(ranks: ranks, threads: threads, seed: UInt64(ranks * 10 + seed)))
            }
        }
    }

    /// Where records are put together.
    enum Form: CaseIterable { case left, grouped, all }

    @Test func thereAreAsManyCasesAsWereMeant() {
        let count = Self.cases.count * Form.allCases.count * Setting.all.count
        print("windows: \(count) cases")
        #expect(count == 23 * 3 * 25)
    }

    @Test(arguments: Setting.all)
    func windowsGiveWhatTheReferenceSays(setting: Setting) throws {
        let (scenario, shape) = (setting.scenario, setting.shape)
        let cases = Self.cases
        let found = try shape.job.run { context in
            let stream = context.scripted { replica, _ in scenario.script(replica, seed: shape.seed) }
            let left = stream.keyBy { $0.key }
            let stored = left.map { $0 }
            let grouped = stream.groupBy { $0.key }
            var outcomes: [Collected<[WindowOutcome]>] = []
            var late: [Collected<[Reading]>] = []
            for (number, windows) in cases.enumerated() {
                for results in [
                    windows.apply(to: number.isMultiple(of: 2) ? left : stored, context),
                    windows.apply(to: grouped, context),
                    windows.applyToAll(stream, context),
                ] {
                    outcomes.append(results.outcomes.collect())
                    late.append(results.late.collect())
                }
            }
            let summary = try context.execute()
            return (outcomes.map { $0.value ?? [] }, late.map { $0.value ?? [] }, summary.recordsLate)
        }
        let workers = shape.ranks * shape.threads
        let events = (0..<workers).map { scenario.events($0, seed: shape.seed) }
        let all = events.flatMap { $0 }
        var lateCount = 0
        for (number, windows) in cases.enumerated() {
            let references = events.map { WindowReference(windows, $0) }
            let here: Comment = "\(windows), \(setting)"
            expectSame(found[0].0[3 * number], references.flatMap(\.outcomes), here)
            #expect(found[0].1[3 * number].sorted() == references.flatMap(\.late).sorted(), here)
            for form in 1...2 {
                let (outcomes, late) = (found[0].0[3 * number + form], found[0].1[3 * number + form])
                let records = all.compactMap { form == 1 ? $0.record : $0.record?.withoutKey }
                if scenario != .late {
                    #expect(late.isEmpty, here)
                    if !windows.isOfRecords || workers == 1 {
                        let events =
                            workers == 1 ? all.map { form == 1 ? $0 : $0.withoutKey } : records.map { .record($0) }
                        expectSame(outcomes, WindowReference(windows, events).outcomes, here)
                    }
                } else if workers == 1 {
                    let reference = WindowReference(windows, all.map { form == 1 ? $0 : $0.withoutKey })
                    expectSame(outcomes, reference.outcomes, here)
                    #expect(late.map { form == 1 ? $0 : $0.withoutKey }.sorted() == reference.late.sorted(), here)
                } else if case .sliding(let size, let every, _, _) = windows, size == every {
                    // Which records are late depends on how watermarks get around; none gets lost.
                    let given = Set(outcomes.flatMap(\.values)).union(late.map(\.value))
                    #expect(given == Set(records.map(\.value)), here)
                }
            }
            lateCount += (0...2).reduce(0) { $0 + found[0].1[3 * number + $1].count }
        }
        #expect(found.allSatisfy { $0.2 == lateCount })
    }
}

/// Says what is missing and what is too much.
private func expectSame(_ found: [WindowOutcome], _ expected: [WindowOutcome], _ here: Comment) {
    var counts: [WindowOutcome: Int] = [:]
    for outcome in found.canonical { counts[outcome, default: 0] += 1 }
    for outcome in expected.canonical { counts[outcome, default: 0] -= 1 }
    let differences = counts.filter { $0.value != 0 }.map { "\($0.value > 0 ? "+" : "-") \($0.key)" }
    #expect(differences.isEmpty, here)
}

extension [WindowOutcome] {
    /// In an order that doesn't depend on who gave what first.
    fileprivate var canonical: [WindowOutcome] {
        map { outcome in
            var outcome = outcome
            outcome.values.sort()
            return outcome
        }.sorted()
    }
}

extension WindowEvent {
    fileprivate var record: Reading? { if case .record(let reading) = self { reading } else { nil } }
    fileprivate var withoutKey: WindowEvent {
        if case .record(let reading) = self { .record(reading.withoutKey) } else { self }
    }
}

extension Reading {
    fileprivate var withoutKey: Reading { Reading(key: 0, time: time, value: value) }
}

extension WindowCase {
    fileprivate var isOfRecords: Bool {
        switch self {
        case .sliding, .session: false
        default: true
        }
    }

    typealias Results = (outcomes: DataStream<WindowOutcome>, late: DataStream<Reading>)

    fileprivate func apply<Placement>(
        to stream: KeyedDataStream<Int, Reading, Placement>, _ context: StreamContext
    ) -> Results {
        if let windows = inTime {
            let (results, late) = stream.window(windows).aggregateWithLate(.map { $0.map(\.value).sorted() })
            return (
                results.unkey().map { keyed in
                    WindowOutcome(
                        key: keyed.key, start: keyed.value.start.nanoseconds, end: keyed.value.end.nanoseconds,
                        values: keyed.value.value, isCorrection: keyed.value.isCorrection)
                }, late.values()
            )
        }
        let results = stream.window(ofRecords).map { $0.map(\.value).sorted() }
        return (
            results.unkey().map { keyed in
                WindowOutcome(
                    key: keyed.key, start: Int64(keyed.value.start), end: Int64(keyed.value.end),
                    values: keyed.value.value)
            }, context.stream(of: [])
        )
    }

    fileprivate func applyToAll(_ stream: DataStream<Reading>, _ context: StreamContext) -> Results {
        if let windows = inTime {
            let (results, late) = stream.windowAll(windows).aggregateWithLate(.map { $0.map(\.value).sorted() })
            return (
                results.map { result in
                    WindowOutcome(
                        key: 0, start: result.start.nanoseconds, end: result.end.nanoseconds, values: result.value,
                        isCorrection: result.isCorrection)
                }, late
            )
        }
        let results = stream.windowAll(ofRecords).map { $0.map(\.value).sorted() }
        return (
            results.map { result in
                WindowOutcome(key: 0, start: Int64(result.start), end: Int64(result.end), values: result.value)
            }, context.stream(of: [])
        )
    }

    private var inTime: Windows<TimeSpan>? {
        switch self {
        case .sliding(let size, let every, let offset, let lateness):
            (size == every
                ? .tumbling(.nanoseconds(size), offset: .nanoseconds(offset))
                : Windows.sliding(.nanoseconds(size), every: .nanoseconds(every), offset: .nanoseconds(offset)))
                .allowingLateness(.nanoseconds(lateness))
        case .session(let gap, let lateness):
            Windows.session(gap: .nanoseconds(gap)).allowingLateness(.nanoseconds(lateness))
        default: nil
        }
    }

    private var ofRecords: Windows<RecordSpan> {
        switch self {
        case .count(let count, let every, let isPartial): .count(count, every: every, includesIncomplete: isPartial)
        case .last(let count): .last(count)
        default: .all
        }
    }
}
