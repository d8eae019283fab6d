import Renoir

/// What is wrong with the command line.
struct UsageError: Error { let message: String }

extension Query {
    /// Takes the query's own words; what is left is the engine's, and files.
    ///
    /// The words behind `--where` and the like may begin with anything.
    static func parse(_ words: [ByteString]) throws(UsageError) -> (query: Query, rest: [ByteString]) {
        var query = Query()
        var rest: [ByteString] = []
        var place = 0
        func next(_ option: String, _ what: String) throws(UsageError) -> ByteString {
            guard place < words.count else { throw UsageError(message: "\(option) needs \(what)") }
            defer { place += 1 }
            return words[place]
        }
        func text(_ option: String, _ what: String) throws(UsageError) -> String { String(try next(option, what)) }
        while place < words.count {
            let word = words[place]
            place += 1
            let option = String(word)
            switch option {
            case "--": return (query, rest + [word] + words[place...])
            case "--group":
                query.group += try text(option, "columns").split(separator: ",", omittingEmptySubsequences: false).map(
                    String.init)
            case "--where":
                let column = try text(option, "a column, an operator and a value")
                let sign = try text(option, "an operator and a value")
                guard let comparison = Comparison(rawValue: sign) else {
                    throw UsageError(message: "--where \(column) \(sign): the operator is one of = != < <= > >=")
                }
                query.conditions.append(
                    Condition(column: column, comparison: comparison, value: try next(option, "a value")))
            case "--sort": query.sort = order(try text(option, "a column"))
            case "--limit":
                let number = try text(option, "a number")
                guard let limit = Int(number), limit >= 0 else {
                    throw UsageError(message: "--limit \(number): it's a number from 0 on")
                }
                query.limit = limit
            case "--quantile":
                let number = try text(option, "a fraction and a column")
                guard let fraction = Double(number), (0...1).contains(fraction) else {
                    throw UsageError(message: "--quantile \(number): it's a number from 0 to 1")
                }
                query.outputs.append(Output(flag: .quantile, column: try text(option, "a column"), fraction: fraction))
            default:
                guard option.hasPrefix("--"), let flag = Flag(rawValue: String(option.dropFirst(2))) else {
                    rest.append(word)
                    continue
                }
                query.outputs.append(Output(flag: flag, column: try text(option, "a column")))
            }
        }
        return (query, rest)
    }

    private static func order(_ word: String) -> (String, Bool) {
        for (ending, isDescending) in [(":desc", true), (":asc", false)] where word.hasSuffix(ending) {
            return (String(word.dropLast(ending.count)), isDescending)
        }
        return (word, false)
    }

    /// Takes the files that the engine has left.
    mutating func take(files words: [ByteString]) throws(UsageError) {
        for word in words {
            if word.count > 1, word.first == UInt8(ascii: "-") {
                throw UsageError(message: "unknown option \(String(word))")
            }
            files.append(word == "-" ? "/dev/stdin" : word)
        }
        if files.isEmpty { throw UsageError(message: "name a file") }
        if group.isEmpty, outputs.isEmpty { throw UsageError(message: "ask for something: --group, --sum, --count, …") }
        if files.contains("/dev/stdin"), conditions.contains(where: { Number($0.value) != nil }) {
            throw UsageError(message: "--where with a number reads its files twice, which standard input can't be")
        }
        if let sort, !names.contains(sort.name) {
            throw UsageError(message: "--sort \(sort.name): the answer has \(names.joined(separator: ", "))")
        }
    }

    /// The columns of the answer.
    var names: [String] { group + outputs.map(\.name) }

    /// The columns that are read, each once.
    var columns: [String] {
        var columns: [String] = []
        for name in group + outputs.map(\.column) + conditions.map(\.column) where !columns.contains(name) {
            columns.append(name)
        }
        return columns
    }
}
