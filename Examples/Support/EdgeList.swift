import Foundation
public import Renoir

/// An edge of a graph, as a line of a file says it.
public struct Edge: Hashable, Sendable, Codable {
    public var from: Int
    public var to: Int
    /// 1 where the file says nothing.
    public var weight: Double

    public init(from: Int, to: Int, weight: Double = 1) {
        self.from = from
        self.to = to
        self.weight = weight
    }

    public var reversed: Edge { Edge(from: to, to: from, weight: weight) }
}

/// A file of edges: two or three numbers a line, separated by blanks, a tab or a comma. Lines that start with `#` or `%` are comments.
///
/// A file in Matrix Market's coordinate format is read, too: entries are edges, and those of a symmetric matrix lead both ways.
public struct EdgeList: Sendable {
    private let file: String
    /// Numbers in a line.
    private let columns: Int
    private let market: MarketHeader?

    /// - Throws: If the file can't be read, or its first lines are no edges.
    public init(_ file: String) throws {
        self.file = file
        let lines = try FirstLines(of: file)
        market = try MarketHeader(lines.first ?? "", file)
        let data = lines.first { !EdgeList.isComment($0) }
        guard let market else {
            columns =
                try data.map { line in
                    let count = EdgeList.fields(line).count
                    guard 2...3 ~= count else { throw BadEdge(file: file, line: line, columns: 2...3) }
                    return count
                } ?? 2
            return
        }
        columns = market.isPattern ? 2 : 3
    }

    /// The edges, spread over all workers.
    public func edges(_ context: StreamContext) -> DataStream<Edge> {
        let (file, columns) = (file, columns)
        guard let market else {
            return context.readLines(file).compactMap { line in
                try EdgeList.edge(line, columns: columns, file)
            }
        }
        // The line with the sizes looks like an entry: what comes first has to be known.
        let entries = context.stream(of: MarketLines(file: file)).shuffle().map { line in
            try EdgeList.edge(line, columns: columns, file)!
        }
        guard market.isSymmetric else { return entries }
        return entries.flatMap { edge in edge.from == edge.to ? [edge] : [edge, edge.reversed] }
    }

    static func isComment(_ line: ByteString) -> Bool { line.isEmpty || line.first == 0x23 || line.first == 0x25 }

    static func fields(_ line: ByteString) -> [ByteString] {
        line.split(separator: UInt8(ascii: ",")).flatMap { $0.words() }
    }

    private static func edge(_ line: ByteString, columns: Int, _ file: String) throws -> Edge? {
        guard !isComment(line) else { return nil }
        var numbers = (ByteString(), ByteString(), ByteString())
        var count = 0
        for part in line.split(separator: UInt8(ascii: ",")) {
            for word in part.words() {
                switch count {
                case 0: numbers.0 = word
                case 1: numbers.1 = word
                case 2: numbers.2 = word
                default: break
                }
                count += 1
            }
        }
        if count == 0 { return nil }
        guard count == columns, let from = Int(numbers.0), let to = Int(numbers.1) else {
            throw BadEdge(file: file, line: line, columns: columns...columns)
        }
        guard columns == 3 else { return Edge(from: from, to: to) }
        guard let weight = Double(numbers.2) else { throw BadEdge(file: file, line: line, columns: columns...columns) }
        return Edge(from: from, to: to, weight: weight)
    }
}

/// A line that is no edge.
struct BadEdge: Error, CustomStringConvertible {
    let file: String
    let line: ByteString
    let columns: ClosedRange<Int>

    var description: String {
        let numbers = columns.count == 1 ? "\(columns.lowerBound)" : "\(columns.lowerBound) or \(columns.upperBound)"
        return "\(file): '\(String(line))' is no edge, which is \(numbers) numbers as in the first line"
    }
}
