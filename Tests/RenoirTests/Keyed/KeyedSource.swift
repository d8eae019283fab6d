import Renoir
import RenoirTestKit

/// The ways in which a keyed stream has its keys; operators have to give the same with each.
enum KeyedSource: CaseIterable, Sendable, CustomStringConvertible {
    /// Computed of records that were brought together.
    case grouped
    /// Stored with records that were brought together.
    case groupedStored
    /// Computed of records that have times.
    case groupedTimed
    /// Stored with records that have times.
    case groupedStoredTimed

    var description: String {
        switch self {
        case .grouped: "computed"
        case .groupedStored: "stored"
        case .groupedTimed: "computed, with times"
        case .groupedStoredTimed: "stored, with times"
        }
    }

    var isStored: Bool { self == .groupedStored || self == .groupedStoredTimed }
    var isTimed: Bool { self == .groupedTimed || self == .groupedStoredTimed }

    /// `numbers` by a text that depends on their remainder.
    func stream(_ numbers: DataStream<Int>, keys: Int) -> KeyedStream<String, Int> {
        let timed =
            isTimed ? numbers.withTimestamps({ .seconds(Int64($0)) }, watermarks: .monotonous).checkingTime() : numbers
        let grouped = timed.groupBy { Self.key($0, keys) }
        return isStored ? grouped.map { $0 } : grouped
    }

    /// Some keys are short, others not.
    static func key(_ number: Int, _ keys: Int) -> String {
        number % keys % 2 == 0 ? "\(number % keys)" : "a key of more than fifteen bytes, é \(number % keys)"
    }
}

/// Numbers with one key, with as many as there are numbers, none, and one.
struct KeyedInput: Sendable, CustomStringConvertible {
    let count: Int
    let keys: Int

    static let all = [
        KeyedInput(count: 600, keys: 13), KeyedInput(count: 300, keys: 1), KeyedInput(count: 200, keys: 200),
        KeyedInput(count: 1, keys: 1), KeyedInput(count: 0, keys: 1),
    ]

    var description: String { "\(count) numbers with \(keys) keys" }

    /// What a plain computation makes of the numbers of each key.
    func expected<Result>(_ body: ([Int]) -> Result) -> [String: Result] {
        Dictionary(grouping: 0..<count) { KeyedSource.key($0, keys) }.mapValues(body)
    }
}

extension Shape {
    /// What is collected, by key. A key that comes twice is a fault.
    func collectByKey<Key: Hashable, Value: Sendable>(
        _ pipeline: @escaping @Sendable (StreamContext) -> KeyedStream<Key, Value>
    ) throws -> [Key: Value] {
        let pairs = try collect { pipeline($0).unkey() }
        return try Dictionary(pairs.map { ($0.key, $0.value) }) { _, _ in throw UnexpectedResult(shape: self) }
    }
}
