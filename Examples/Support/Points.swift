import Foundation
public import Renoir

/// A file of numbers, separated by commas, without a header: each line a point with as many coordinates as the first one.
public struct PointFile: Sendable {
    /// Points in an array: enough that what is done per array costs nothing.
    private static let pointsPerBlock = 512
    public let file: String
    public let columns: Int
    /// Lines at the beginning of the file.
    private let head: [ByteString]

    public init(_ file: String) throws {
        self.file = file
        head = Array(try FirstLines(of: file)).filter { !$0.isEmpty }
        columns = head.first.map { Array($0.split(separator: 0x2c, omittingEmptySubsequences: false)).count } ?? 0
    }

    /// The first `count` points, one behind the other; fewer if there are no more, or not at the beginning of the file.
    public func first(_ count: Int) throws -> [Double] {
        var numbers: [Double] = []
        for line in head.prefix(count) { try append(line, to: &numbers) }
        return numbers
    }

    /// All points, in blocks of several, one behind the other.
    public func blocks(_ context: StreamContext) -> DataStream<[Double]> {
        let points = self
        return context.readLines(file).chunks(ofCount: Self.pointsPerBlock).map { lines in
            var numbers: [Double] = []
            numbers.reserveCapacity(lines.count * points.columns)
            for line in lines where !line.isEmpty { try points.append(line, to: &numbers) }
            return numbers
        }
    }

    private func append(_ line: ByteString, to numbers: inout [Double]) throws {
        var count = 0
        for cell in line.split(separator: 0x2c, omittingEmptySubsequences: false) {
            guard let number = Double(cell), number.isFinite else {
                throw BadPoint(file: file, line: line, problem: "'\(String(cell))' is no finite number")
            }
            numbers.append(number)
            count += 1
        }
        guard count == columns else {
            throw BadPoint(file: file, line: line, problem: "\(count) numbers, and \(columns) in the first line")
        }
    }
}

/// A line that is no point.
struct BadPoint: Error, CustomStringConvertible {
    let file: String
    let line: ByteString
    let problem: String
    var description: String { "\(file): '\(String(line))': \(problem)" }
}

extension Double {
    /// With so many digits behind the point; a zero has no sign.
    public func rounded(digits: Int) -> String {
        let text = String(format: "%.\(digits)f", self)
        return text.first == "-" && text.allSatisfy({ "-0.".contains($0) }) ? String(text.dropFirst()) : text
    }
}
