import Renoir

/// A record of a table of numbers.
private struct Numbers: Decodable, Sendable {
    var a: Int
    var b: Int
    var x: Double
    var y: Double
}

/// What the records of a table of numbers come to, whatever their order.
private struct NumbersDigest: Sendable {
    var rows = 0
    var integers: UInt64 = 0
    var bits: UInt64 = 0

    mutating func add(_ a: Int, _ b: Int, _ x: Double, _ y: Double) {
        rows += 1
        integers &+= UInt64(bitPattern: Int64(a)) &+ UInt64(bitPattern: Int64(b)) &* 3
        bits &+= x.bitPattern ^ y.bitPattern &* 3
    }

    mutating func add(_ other: NumbersDigest) {
        rows += other.rows
        integers &+= other.integers
        bits &+= other.bits
    }

    var text: String { "count=\(rows) total=\(integers) check=\(bits)" }
}

extension Benchmark {
    /// Reads a table of numbers where it lies.
    static let readColumns = Benchmark(name: "csv-columns", parameters: ["FILE"]) { context, parameters in
        let digest = context.readCSV(parameters.text(0), columns: ["a", "b", "x", "y"]) { row in
            (try row.int(0), try row.int(1), try row.double(2), try row.double(3))
        }
        .fold(NumbersDigest(), local: { $0.add($1.0, $1.1, $1.2, $1.3) }, global: { $0.add($1) }).collect()
        return { digest.value?[0].text }
    }

    /// The same by way of `Decodable`.
    static let readRecords = Benchmark(name: "csv-decodable", parameters: ["FILE"]) { context, parameters in
        let digest = context.readCSV(parameters.text(0), as: Numbers.self)
            .fold(NumbersDigest(), local: { $0.add($1.a, $1.b, $1.x, $1.y) }, global: { $0.add($1) }).collect()
        return { digest.value?[0].text }
    }
}
