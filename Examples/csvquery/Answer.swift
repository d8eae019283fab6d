import Renoir

/// The table that a query comes to.
struct Answer {
    private let query: Query
    private var rows: [[ByteString]]

    /// - Parameter groups: The cells of each group's columns, and what came of it.
    init(_ query: Query, _ groups: [(cells: [ByteString], group: Group)]) throws(UsageError) {
        self.query = query
        let columns = query.outputs.indices.map { index in ColumnKind(groups.map { $0.group.tallies[index] }) }
        rows = []
        for (cells, group) in groups {
            var row = cells
            for (index, output) in query.outputs.enumerated() {
                row.append(ByteString(try group.tallies[index].result(output, columns[index])))
            }
            rows.append(row)
        }
        sort()
    }

    /// By the columns of the groups, and before that by the one that is asked for; rows without anything there come last.
    private mutating func sort() {
        let groupCount = query.group.count
        func isBefore(_ left: [ByteString], _ right: [ByteString]) -> Bool {
            left.prefix(groupCount).lexicographicallyPrecedes(right.prefix(groupCount))
        }
        rows.sort(by: isBefore)
        guard let sort = query.sort, let place = query.names.firstIndex(of: sort.name) else { return }
        let full = rows.filter { !$0[place].isEmpty }
        let empty = rows.filter { $0[place].isEmpty }
        let numbers = full.map { Number($0[place]) }
        // Rows that are equal there stay in the order of their groups.
        let order: [Int]
        if numbers.contains(where: { $0 == nil }) {
            order = Self.order(full.map { $0[place] }, sort.isDescending)
        } else {
            order = Self.order(numbers.map { $0! }, sort.isDescending)
        }
        rows = order.map { full[$0] } + empty
    }

    private static func order<Value: Comparable>(_ values: [Value], _ isDescending: Bool) -> [Int] {
        values.indices.sorted { left, right in
            if values[left] != values[right] {
                return isDescending ? values[right] < values[left] : values[left] < values[right]
            }
            return left < right
        }
    }

    /// The header and the rows as text.
    var text: [UInt8] {
        var text: [UInt8] = []
        for row in [query.names.map { ByteString($0) }] + rows.prefix(query.limit ?? rows.count) {
            // A line without anything would be no record.
            if row.count == 1, row[0].isEmpty { text += "\"\"".utf8 }
            for (place, cell) in row.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                Self.append(cell, to: &text)
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    private static func append(_ cell: ByteString, to text: inout [UInt8]) {
        guard cell.contains(where: { ",\"\n\r".utf8.contains($0) }) else {
            text += cell
            return
        }
        let quote = UInt8(ascii: "\"")
        text.append(quote)
        for byte in cell { text += byte == quote ? [quote, quote] : [byte] }
        text.append(quote)
    }
}

/// What all cells of a column are.
struct ColumnKind {
    private(set) var hasFractions = false
    private(set) var hasTexts = false

    init(_ tallies: [Tally]) {
        for tally in tallies {
            switch tally {
            case .sum(let sum): hasFractions = hasFractions || sum.hasFractions
            case .values(let values): hasFractions = hasFractions || values.hasFractions
            case .choice(let choice):
                hasFractions = hasFractions || choice.hasFractions
                hasTexts = hasTexts || choice.hasTexts
            case .count, .distinct: break
            }
        }
    }
}

extension Tally {
    /// What is written in the answer; nothing where there is no result.
    func result(_ output: Query.Output, _ column: ColumnKind) throws(UsageError) -> String {
        switch self {
        case .count(let count): return "\(count)"
        case .distinct(let cells): return "\(cells.count)"
        case .choice(let choice):
            if column.hasTexts { return choice.text.map { String($0) } ?? "" }
            return choice.number.map { column.hasFractions ? "\($0.double)" : $0.text } ?? ""
        case .values(let values): return values.quantile(output.fraction).map { "\($0)" } ?? ""
        case .sum(let sum):
            if output.flag == .mean { return sum.mean.map { "\($0)" } ?? "" }
            if column.hasFractions {
                let rounded = sum.sum.rounded
                guard rounded.isFinite else { throw UsageError(message: "\(output.name) is too large for a number") }
                return "\(rounded)"
            }
            guard let integer = Int(exactly: sum.sum.integers) else {
                throw UsageError(message: "\(output.name) is \(sum.sum.integers), which doesn't fit 64 bits")
            }
            return "\(integer)"
        }
    }
}

extension Number {
    var text: String {
        switch self {
        case .integer(let value): "\(value)"
        case .fraction(let value): "\(value)"
        }
    }
}

extension Tally.Sum {
    /// The sum divided by the count, each rounded once.
    var mean: Double? { count == 0 ? nil : sum.rounded / Double(count) }
}

extension Tally.Values {
    /// Between neighbours, in proportion.
    func quantile(_ fraction: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let place = fraction * Double(sorted.count - 1)
        let lower = Int(place.rounded(.down))
        guard lower + 1 < sorted.count else { return sorted[sorted.count - 1] }
        let (low, high, part) = (sorted[lower], sorted[lower + 1], place - Double(lower))
        // From the nearer one, so that both ends are exact.
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part)
    }
}
