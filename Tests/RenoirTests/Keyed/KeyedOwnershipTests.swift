import Renoir
import Testing

/// Operators by key, with keys that records have with them and keys that are computed.
extension OwnershipTests {
    private static let keys = 9

    /// - Parameter pipeline: Gets a stream whose keys are counted as its values are.
    private func checkBothForms(
        calls: Int = records,
        _ pipeline: (
            KeyedDataStream<Counted, Counted, LeftInPlace>, _ count: @escaping @Sendable () throws -> Void
        ) -> Void
    ) throws {
        try check(calls: calls) { stream, count in pipeline(stream.keyBy { Counted($0.number % Self.keys) }, count) }
        try check(calls: calls) { stream, count in
            pipeline(stream.keyBy { Counted($0.number % Self.keys) }.map { $0 }, count)
        }
    }

    @Test func keyedMap() throws {
        try checkBothForms { stream, count in
            stream.map { record in
                try count()
                return Counted(record.number)
            }.forEach { _ in }
        }
    }

    @Test func keyedMap_whoseKeyThrows() throws {
        try check { stream, count in
            stream.keyBy { record in
                try count()
                return record
            }.map { [$0] }.forEach { _ in }
        }
    }

    @Test func keyedCompactMap() throws {
        try checkBothForms { stream, count in
            stream.compactMap { record in
                try count()
                return record.number % 2 == 0 ? record : nil
            }.forEach { _ in }
        }
    }

    @Test(arguments: [1, 15, 40]) func keyedFlatMap(length: Int) throws {
        try checkBothForms { stream, count in
            stream.flatMap { record in
                try count()
                return (0..<length).lazy.map { _ in record }
            }.forEach { _ in }
        }
    }

    @Test func keyedFilter() throws {
        try checkBothForms { stream, count in
            stream.filter { record in
                try count()
                return record.number % 2 == 0
            }.forEach { _ in }
        }
    }

    @Test func keyedInspect() throws {
        try checkBothForms { stream, count in stream.inspect { _ in try count() }.forEach { _ in } }
    }

    @Test func keyedMerge() throws {
        try checkBothForms { stream, count in stream.merge(stream).forEach { _ in try count() } }
    }

    @Test func keyedTimestamps() throws {
        try checkBothForms { stream, count in
            stream.withTimestamps(
                { record in
                    try count()
                    return .seconds(Int64(record.number))
                }, watermarks: .monotonous
            ).forEach { _ in }
        }
    }

    @Test func keyedFold_ofBothForms() throws {
        try checkBothForms { stream, count in
            stream.fold([Counted]()) { all, record in
                try count()
                all.append(record)
            }.forEach { _ in }
        }
    }

    @Test func keyedReduce() throws {
        try checkBothForms(calls: Self.records - Self.keys) { stream, count in
            stream.reduce { left, right in
                try count()
                return Counted(left.number + right.number)
            }.forEach { _ in }
        }
    }

    @Test func keyedAggregate_whoseResultThrows() throws {
        try checkBothForms(calls: Self.keys) { stream, count in
            let all = Aggregation<Counted, [Counted], [Counted]>(
                initial: [], add: { $0.append($1) }, merge: { $0 += $1 },
                result: { all in
                    try count()
                    return all.count % 2 == 0 ? nil : all
                })
            stream.aggregate(all).forEach { _ in }
        }
    }

    @Test func aggregateBy() throws {
        let all = Aggregation<Counted, [Counted], Int>(
            initial: [], add: { $0.append($1) }, merge: { $0 += $1 }, result: { $0.count })
        try check { stream, count in
            stream.aggregate(all) { record in
                try count()
                return Counted(record.number % 9)
            }.forEach { _ in }
        }
        try check { stream, count in
            let counting = Aggregation<Counted, [Counted], Int>(
                initial: [],
                add: { values, record in
                    try count()
                    values.append(record)
                }, merge: { $0 += $1 }, result: { $0.count })
            stream.aggregate(counting) { Counted($0.number % 9) }.forEach { _ in }
        }
    }

    @Test func aggregateBy_whoseMergeThrows() throws {
        try check { stream, count in
            let merging = Aggregation<Counted, [Counted], Int>(
                initial: [], add: { $0.append($1) },
                merge: { values, others in
                    try count()
                    values += others
                }, result: { $0.count })
            stream.aggregate(merging) { Counted($0.number) }.forEach { _ in }
        }
    }

    @Test func aggregate() throws {
        try check { stream, count in
            let counting = Aggregation<Counted, [Counted], Int>(
                initial: [],
                add: { values, record in
                    try count()
                    values.append(record)
                }, merge: { $0 += $1 }, result: { $0.count })
            stream.aggregate(counting).forEach { _ in }
        }
    }

    @Test func reduce() throws {
        try check(calls: Self.records - 1) { stream, count in
            stream.reduce { left, right in
                try count()
                return Counted(left.number + right.number)
            }.forEach { _ in }
        }
    }
}
