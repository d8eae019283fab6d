// Joins two tables by a column of the same name in both.
//
//     csvjoin orders.csv customers.csv --on customer --kind left --processes 2
//
// Keys are equal if their bytes are; an empty one meets nothing. Without --output, rows are sorted by the bytes of what is written.
import ExampleSupport
import Renoir

@main struct CSVJoin {
    static func main() throws {
        var arguments = ProgramArguments(
            usage: "csvjoin LEFT.csv RIGHT.csv --on COLUMN --kind inner|left|right|full|semi|anti "
                + "[--strategy hash|sort-merge|broadcast] [--output OUT.csv]")
        let column = arguments.need(arguments.option("--on"), "--on")
        let kind = arguments.choice("--kind", Kind.self) ?? arguments.need(nil, "--kind")
        let strategy = arguments.choice("--strategy", Strategy.self) ?? .hash
        let output = arguments.option("--output")
        let left = try arguments.table("LEFT.csv", column)
        let right = try arguments.table("RIGHT.csv", column)
        arguments.end()
        if strategy == .broadcast, kind == .right || kind == .full {
            arguments.refuse(
                "--strategy broadcast gives each worker all of \(right.file): rows of it that meet none would come once for each. "
                    + "Choose hash or sort-merge for --kind \(kind.rawValue)")
        }

        let context = StreamContext(arguments.config)
        let join = Join(kind: kind, strategy: strategy, left: left, right: right)
        let rows = join.rows(context).collect()
        let summary = try context.execute()

        if let rows = rows.value {
            let header = kind.givesLeftOnly ? left.header : left.header + right.headerWithoutKey
            let lines = [CSVText.whole(CSVText.written(header))] + rows.map { CSVText.whole($0) }.sorted()
            try arguments.config.orEnd { try write(lines, to: output, arguments.config) }
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }

    private static func write(_ lines: [ByteString], to file: String?, _ config: RuntimeConfig) throws {
        if let file { return try WholeFile.write(lines, to: file) }
        var output = StandardOutput(config)
        for line in lines {
            output.write(line)
            output.write("\n")
        }
        output.flush()
    }
}

enum Kind: String, CaseIterable {
    case inner, left, right, full, semi, anti

    var givesLeftOnly: Bool { self == .semi || self == .anti }
    /// Whether rows of the left table come that meet none.
    var givesLeftAlone: Bool { self == .left || self == .full || self == .anti }
    var givesRightAlone: Bool { self == .right || self == .full }
}

enum Strategy: String, CaseIterable {
    case hash, broadcast
    case sortMerge = "sort-merge"
}

extension ProgramArguments {
    /// One of the words that a type knows; nil if the option isn't there.
    fileprivate mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        option(name).map { word in
            guard let choice = Choice(rawValue: word) else {
                refuse("\(name) is one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not '\(word)'")
            }
            return choice
        }
    }

    fileprivate mutating func table(_ what: String, _ column: String) throws -> Table {
        let file = word(what)
        return try config.orEnd(code: .data) { try Table(file, key: ByteString(column)) }
    }
}
