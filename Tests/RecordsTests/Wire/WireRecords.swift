#if canImport(Records)
    import Records
#endif

// Types that the tests of wire formats send; the fuzzer compiles them into one module with the formats.

enum Direction: UInt8, Codable, CaseIterable { case north, east, south, west }

enum Lone { case only }

/// An enum with payloads, whose coding is the compiler's.
indirect enum Shape: Codable, Equatable {
    case point
    case circle(radius: Double)
    case pair(Shape, Shape)
}

struct Empty: Equatable {}

struct Reading: Equatable {
    var place: Int32
    var isValid: Bool
    var direction: Direction
    var value: Double?
}

struct Person: Codable, Equatable, Hashable {
    var name: String
    var age: Int
    var mail: String?
    var scores: [Double]
    var tags: [String: [Int]]
}

/// Writes itself.
struct Visit: WireCodable, Equatable, Hashable {
    var page: String
    var seconds: Double
    var marks: [Int]
    var referrer: String?

    init(page: String, seconds: Double, marks: [Int], referrer: String?) {
        self.page = page
        self.seconds = seconds
        self.marks = marks
        self.referrer = referrer
    }

    func encode(into writer: inout WireWriter) {
        writer.encode(page)
        writer.encode(seconds)
        writer.encode(marks)
        writer.encode(referrer)
    }

    init(from reader: inout WireReader) throws(WireError) {
        page = try reader.decode()
        seconds = try reader.decode()
        marks = try reader.decode()
        referrer = try reader.decode()
    }
}

/// Writes nothing of itself.
struct Silent: WireCodable, Equatable {
    init() {}
    func encode(into writer: inout WireWriter) {}
    init(from reader: inout WireReader) throws(WireError) {}
}

/// A chain that is as long as the bytes say.
final class Chain: WireCodable {
    let rest: Chain?
    init(_ rest: Chain?) { self.rest = rest }

    func encode(into writer: inout WireWriter) { writer.encode(rest) }

    required init(from reader: inout WireReader) throws(WireError) { rest = try reader.decode() }
}
