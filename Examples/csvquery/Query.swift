import Renoir

/// What the command line asks for.
struct Query: Sendable {
    enum Flag: String, Sendable { case sum, mean, min, max, count, distinct, quantile }

    /// A column of the answer.
    struct Output: Sendable {
        let flag: Flag
        let column: String
        /// Of a quantile.
        var fraction = 0.0
        var name: String { "\(flag.rawValue)(\(column))" }
    }

    enum Comparison: String, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="

        func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
            switch self {
            case .equal: left == right
            case .unequal: left != right
            case .less: left < right
            case .lessOrEqual: left <= right
            case .greater: left > right
            case .greaterOrEqual: left >= right
            }
        }
    }

    struct Condition: Sendable {
        let column: String
        let comparison: Comparison
        let value: ByteString
    }

    var files: [ByteString] = []
    var group: [String] = []
    var outputs: [Output] = []
    var conditions: [Condition] = []
    var sort: (name: String, isDescending: Bool)?
    var limit: Int?

    static let usage = """
        FILE.csv… [--group COLUMN[,COLUMN]] [--where COLUMN OP VALUE]… [--sort COLUMN[:desc]] [--limit N]
               [--sum COLUMN | --mean COLUMN | --min COLUMN | --max COLUMN | --count COLUMN | --distinct COLUMN | --quantile P COLUMN]…
               OP is one of = != < <= > >=; a file - is standard input.
        """
}
