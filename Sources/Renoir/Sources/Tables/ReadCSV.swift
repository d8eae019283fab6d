public import Dataflow
public import Tabular

extension StreamContext {
    /// A stream of the records of tables in text files (CSV).
    ///
    /// ```swift
    /// struct Trip: Decodable, Sendable {
    ///     var station: String
    ///     var minutes: Int?
    ///     var fare: Double
    /// }
    /// let trips = context.readCSV("trips/*.csv", as: Trip.self)
    /// ```
    ///
    /// Local: every worker reads a part of the bytes, about the same number each, as of ``readLines(_:lineEnd:balancing:)-(String,_,_)``; a record goes to
    /// the worker in whose part it starts, also where quoted fields hold line ends. Workers look at their parts once before they read them, to
    /// tell those behind whether they start inside of quotes, unless nothing is quoted (`CSVFormat(quote: nil)`) or one worker reads all. The
    /// order of records is kept within a part.
    ///
    /// Keys of `Record` are names of columns, in any order; columns without a key are not looked at. Without a header, keys are columns in the
    /// order in which the first record asks for them. A field without anything in it is nil, with nothing but quotes the empty text (nil in a record of
    /// one field, if it may be nil). `Bool`s are
    /// `true`, `false`, `1` or `0`. `[Double]` and the like take the fields in their order.
    ///
    /// - Parameters:
    ///   - path: A path, a pattern as the shell's, or several of them, each file with a header of its own. `/dev/stdin` is the standard input
    ///     of rank 0. Ranks see the files as rank 0 has measured them when the job starts.
    ///   - format: Delimiter, quotes and the like.
    ///   - invalid: What becomes of records that can't be read.
    ///   - balancing: Who decides which worker reads a record: the number of workers, or time.
    /// - Throws: As `readLines`, and what can't be decoded ends the job on all ranks, with exit code 5 and a message that names file, line and
    ///   column.
    /// - Complexity: O(*n*) for *n* bytes, divided among the workers. ``readCSV(_:columns:format:invalid:balancing:_:)`` takes less time.
    @inlinable
    public func readCSV<Record: Decodable & Sendable>(
        _ path: some InputPath, as type: Record.Type, format: CSVFormat = CSVFormat(), invalid: InvalidRecords = .fail,
        balancing: Balancing = .static
    ) -> DataStream<Record> {
        table("readCSV", path, columns: nil, format, invalid, balancing) { cursor, output, part in
            let (reader, decoder) = (part.pointee.reader, part.pointee.decoder)
            while cursor.produced < cursor.capacity, try part.pointee.hasRows(&cursor) {
                var run = reader.run.unsafelyUnwrapped
                defer { reader.run = run }
                while run.next < run.count, cursor.produced < cursor.capacity {
                    let row = run.next
                    run.next += 1
                    guard run.isWhole(row) else {
                        try reader.refuse(row)
                        continue
                    }
                    do {
                        (output + cursor.produced).initialize(to: try decoder.decode(Record.self, run[row]))
                        cursor.produced += 1
                    } catch {
                        try reader.refuse(row, error)
                    }
                }
            }
        }
    }

    /// A stream of what a closure makes of some columns of tables in text files (CSV), without making anything else of the records.
    ///
    /// ```swift
    /// let fares = context.readCSV("trips/*.csv", columns: ["station", "fare"]) { row in
    ///     (station: row.bytes(0), fare: try row.double(1))
    /// }
    /// ```
    ///
    /// Local: as ``readCSV(_:as:format:invalid:balancing:)``, which is simpler and takes some times as long. The closure sees the record where it
    /// was read.
    ///
    /// - Parameters:
    ///   - columns: The columns that the closure looks at, which are 0, 1, … for it; by their names, or without a header by their numbers from 1.
    ///   - transform: Called once per record, on the worker that reads it; of nil nothing comes.
    /// - Throws: As ``readCSV(_:as:format:invalid:balancing:)``. What `transform` throws ends the job, unless it comes from the row.
    /// - Complexity: O(*n*) for *n* bytes, divided among the workers.
    @inlinable @inline(__always)
    public func readCSV<Output: Sendable>(
        _ path: some InputPath, columns: [String], format: CSVFormat = CSVFormat(), invalid: InvalidRecords = .fail,
        balancing: Balancing = .static, _ transform: @escaping @Sendable (CSVRow) throws -> Output?
    ) -> DataStream<Output> {
        table("readCSV", path, columns: columns, format, invalid, balancing) { cursor, output, part in
            let reader = part.pointee.reader
            while cursor.produced < cursor.capacity, try part.pointee.hasRows(&cursor) {
                var run = reader.run.unsafelyUnwrapped
                defer { reader.run = run }
                var place = output + cursor.produced
                let end = output + cursor.capacity
                while run.next < run.count, place < end {
                    let row = run.next
                    run.next += 1
                    guard run.isWhole(row) else {
                        cursor.produced = place - output
                        try reader.refuse(row)
                        continue
                    }
                    do {
                        guard let value = try transform(run[row]) else { continue }
                        place.initialize(to: value)
                        place += 1
                    } catch {
                        cursor.produced = place - output
                        try reader.refuse(row, error)
                    }
                }
                cursor.produced = place - output
            }
        }
    }

    /// A source of tables, whose workers have a ``CSVPart`` each.
    @usableFromInline
    func table<Output>(
        _ name: String, _ path: some InputPath, columns: [String]?, _ format: CSVFormat, _ invalid: InvalidRecords,
        _ balancing: Balancing, _ emission: @escaping Emission<Output, CSVPart>
    ) -> DataStream<Output> {
        if let problem = format.problem { note(problem, name) }
        let files = InputFiles(path, compressions)
        let places = CSVPlaces(files, format)
        let table = CSVReader.Table(files: files, places: places, format: format, columns: columns, invalid: invalid)
        return add(
            SplitSourceNode(
                name: name, balancing: balancing, extent: files.extent, splits: { try files.splits().count },
                makeState: { replica in
                    let part = CSVPart(
                        CSVReader(table, longestRecord: replica.stateBytes), takesWholes: replica.index == 0)
                    guard replica.index == 0, balancing == .dynamic else { return part }
                    // It may never get a split.
                    part.reader.add(try files.pieces(of: 0..<0, withWholes: true))
                    return CSVPart(part.reader, takesWholes: false)
                },
                begin: { part, splits in
                    part.reader.add(try files.pieces(of: splits, withWholes: part.takesWholes))
                },
                emission: emission, progress: { $0.reader.takeProgress() }, skipped: { $0.reader.takeSkipped() },
                adopt: { files.adopt($0) },
                survey: places.survey,
                learn: { _, share in try places.learn(share) }))
    }

    @usableFromInline
    func note(_ problem: String, _ name: String) {
        graph.note(JobError(.graph, problem, operator: "\(name) (#\(graph.nodes.count))"))
    }
}

/// A worker's part of some tables.
@usableFromInline
struct CSVPart {
    @usableFromInline let reader: CSVReader
    @usableFromInline let decoder = CSVDecoder()
    /// Whether what is read to its end belongs to its splits.
    let takesWholes: Bool

    init(_ reader: CSVReader, takesWholes: Bool) {
        self.reader = reader
        self.takesWholes = takesWholes
        reader.onHeader = { [decoder] in decoder.bind(to: $0.names) }
    }

    /// Whether there are records to take; if not, the cursor says whether there may be some later.
    @inlinable @inline(__always)
    func hasRows(_ cursor: inout Cursor) throws -> Bool {
        if let run = reader.run, run.next < run.count {
            cursor.isPending = true
            return true
        }
        let isFound = try reader.find()
        cursor.isPending = !reader.isAtEnd
        return isFound
    }
}
