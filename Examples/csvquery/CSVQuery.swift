// Groups the records of CSV files, and computes sums and the like.
//
//     csvquery 'trips/*.csv' --group station --count fare --mean fare --where minutes '>' 20 --sort 'mean(fare):desc' --limit 10
import Renoir

@main struct CSVQuery {
    static func main() throws {
        let words = CommandLine.arguments.dropFirst().map { ByteString($0) }
        let query: Query
        let config: RuntimeConfig
        do throws(UsageError) {
            var (own, rest) = try Query.parse(words)
            let (engine, files) = RuntimeConfig.fromArguments(rest.map { String($0) }, usage: Query.usage)
            config = engine
            try refusing(config) { () throws(UsageError) in try own.take(files: files.map { ByteString($0) }) }
            query = own
        } catch {
            let config = RuntimeConfig.fromArguments([]).config
            config.exit("csvquery: \(error.message); --help shows how it is used", code: .usage)
        }
        let groups =
            query.outputs.count <= FewCells.capacity
            ? try run(query, config, FewCells.self) : try run(query, config, ManyCells.self)
        guard let groups else { return }
        try refusing(config, code: .data) { () throws(UsageError) in
            StandardOutput.write(try Answer(query, groups).text, config)
        }
    }

    /// Ends the program, on all ranks, with what `body` throws.
    private static func refusing(
        _ config: RuntimeConfig, code: JobError.Code = .usage, _ body: () throws(UsageError) -> Void
    ) throws(UsageError) {
        do throws(UsageError) {
            try body()
        } catch {
            config.exit("csvquery: \(error.message)", code: code)
        }
    }

    /// - Returns: The groups, on rank 0.
    private static func run<Cells: CellList>(
        _ query: Query, _ config: RuntimeConfig, _ cells: Cells.Type
    ) throws -> [(cells: [ByteString], group: Group)]? {
        let extraction = Extraction(query, numeric: try numericConditions(of: query, config))
        let flags = query.outputs.map(\.flag)
        let context = StreamContext(config)
        let groups =
            context.readCSV(query.files, columns: query.columns) { row -> Record<Cells>? in
                try extraction.record(of: row)
            }
            .aggregate(
                Aggregation<Record<Cells>, Group, Group>(
                    initial: Group(flags),
                    add: { group, record in group.add(record.cells, flags) },
                    merge: { group, other in group.add(other, flags) }), by: { $0.group }
            )
            .collect()
        try context.execute()
        guard let found = groups.value else { return nil }
        // Without groups there is one, of whatever there is.
        if query.group.isEmpty { return [([], found.first?.value ?? Group(flags))] }
        return found.map { (extraction.cells(of: $0.key), $0.value) }
    }

    /// For each condition with a number, whether all cells of its column are numbers, wherever they are.
    private static func numericConditions(of query: Query, _ config: RuntimeConfig) throws -> [Bool] {
        let asked = query.conditions.filter { Number($0.value) != nil }.map(\.column)
        guard !asked.isEmpty else { return query.conditions.map { _ in false } }
        let columns = Array(Set(asked)).sorted()
        let context = StreamContext(config)
        let others = context.readCSV(query.files, columns: columns) { row -> UInt64? in
            var others: UInt64 = 0
            for place in 0..<row.count {
                let cell = row.bytes(place)
                if !cell.isEmpty, Number(cell) == nil { others |= 1 << UInt64(place) }
            }
            return others == 0 ? nil : others
        }
        .fold(UInt64(0), local: { $0 |= $1 }, global: { $0 |= $1 }).collectAll()
        try context.execute()
        let found = others.value?.first ?? 0
        return query.conditions.map { condition in
            guard let place = columns.firstIndex(of: condition.column) else { return false }
            return found & 1 << UInt64(place) == 0
        }
    }
}
