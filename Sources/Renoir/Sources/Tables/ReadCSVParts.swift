public import Dataflow
public import Tabular

/// What a source of records has, if it tells those apart that can't be read.
public struct CheckedRecords<Record: Sendable> {
    @usableFromInline let outcomes: DataStream<RecordOutcome<Record>>

    @inlinable
    init(_ outcomes: DataStream<RecordOutcome<Record>>) { self.outcomes = outcomes }

    /// The records.
    @inlinable public var records: DataStream<Record> {
        outcomes.compactMap { outcome in
            if case .record(let record) = outcome { record } else { nil }
        }
    }

    /// Those that can't be read.
    @inlinable public var invalid: DataStream<InvalidRecord> {
        outcomes.compactMap { outcome in
            if case .invalid(let record) = outcome { record } else { nil }
        }
    }
}

@usableFromInline
enum RecordOutcome<Record: Sendable>: Sendable {
    case record(Record)
    case invalid(InvalidRecord)
}

extension StreamContext {
    /// The records of tables in text files (CSV), and apart from them those that can't be read.
    ///
    /// ```swift
    /// let trips = context.readCheckedCSV("trips/*.csv", as: Trip.self)
    /// trips.invalid.map { "\($0.path) at \($0.offset): \($0.reason)" }.writeLines("refused.txt")
    /// let fares = trips.records.map { $0.fare }
    /// ```
    ///
    /// Local: as ``readCSV(_:as:format:invalid:balancing:)``.
    @inlinable
    public func readCheckedCSV<Record: Decodable & Sendable>(
        _ path: some InputPath, as type: Record.Type, format: CSVFormat = CSVFormat(), balancing: Balancing = .static
    ) -> CheckedRecords<Record> {
        CheckedRecords(
            table("readCSV", path, columns: nil, format, .skip, balancing) { cursor, output, part in
                let decoder = part.pointee.decoder
                try part.pointee.checked(&cursor, output) { row throws in try decoder.decode(Record.self, row) }
            })
    }

    /// What a closure makes of some columns of tables in text files (CSV), and apart from that records that can't be read.
    ///
    /// ```swift
    /// let fares = context.readCheckedCSV("trips/*.csv", columns: ["fare"]) { row in try row.double(0) }
    /// ```
    ///
    /// Local: as ``readCSV(_:columns:format:invalid:balancing:_:)``.
    @inlinable @inline(__always)
    public func readCheckedCSV<Output: Sendable>(
        _ path: some InputPath, columns: [String], format: CSVFormat = CSVFormat(), balancing: Balancing = .static,
        _ transform: @escaping @Sendable (CSVRow) throws -> Output?
    ) -> CheckedRecords<Output> {
        CheckedRecords(
            table("readCSV", path, columns: columns, format, .skip, balancing) { cursor, output, part in
                try part.pointee.checked(&cursor, output, transform)
            })
    }
}

extension CSVPart {
    /// Puts out what `transform` makes of records, and those that can't be read.
    @inlinable @inline(__always)
    func checked<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<RecordOutcome<Output>>,
        _ transform: (CSVRow) throws -> Output?
    ) throws {
        while cursor.produced < cursor.capacity, try hasRows(&cursor) {
            var run = reader.run.unsafelyUnwrapped
            defer { reader.run = run }
            while run.next < run.count, cursor.produced < cursor.capacity {
                let row = run.next
                run.next += 1
                let outcome: RecordOutcome<Output>
                if run.isWhole(row) {
                    do {
                        guard let value = try transform(run[row]) else { continue }
                        outcome = .record(value)
                    } catch {
                        outcome = .invalid(try reader.invalid(row, error))
                    }
                } else {
                    outcome = .invalid(try reader.invalid(row, nil))
                }
                (output + cursor.produced).initialize(to: outcome)
                cursor.produced += 1
            }
        }
    }
}
