/// A value made of atoms, without a static type: what renaming, comparing and canonical forms work on.
///
/// ```swift
/// let edge = Structure(set: [.atom(Atom("a", 4)), .atom(Atom("a", 2))])
/// print(edge.canonical)  // {a0, a1}
/// ```
///
/// There is one total order: nothing, booleans, integers, strings, atoms by the name of their set and their number, tuples, sets, mappings;
/// tuples, sets and mappings first by how many elements they have, and then element by element, those of a set from the least on.
public indirect enum Structure: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int)
    case string(String)
    case atom(Atom)
    case tuple([Structure])
    /// Different elements, in order; see ``init(set:)``.
    case set([Structure])
    /// Pairs with different keys, in the order of keys; see ``init(map:)``.
    case map([Pair])

    /// A key and its value.
    public struct Pair: Hashable, Sendable {
        public let key: Structure
        public let value: Structure
    }

    /// The set of some elements, which may be in any order and come several times.
    public init(set elements: [Structure]) {
        var sorted: [Structure] = []
        for element in elements.sorted() where sorted.last != element { sorted.append(element) }
        self = .set(sorted)
    }

    /// The mapping of some keys, which are different.
    public init(map pairs: [(Structure, Structure)]) {
        self = .map(pairs.map { Pair(key: $0.0, value: $0.1) }.sorted { $0.key < $1.key })
    }

    /// A value that has no atoms to be renamed.
    init(constant value: some Sendable) {
        self =
            switch value as Any {
            case let value as Bool: .bool(value)
            case let value as Int: .int(value)
            case let value as String: .string(value)
            default: .string("\(value)")
            }
    }
}

extension Structure: Comparable {
    private var kind: Int {
        switch self {
        case .none: 0
        case .bool: 1
        case .int: 2
        case .string: 3
        case .atom: 4
        case .tuple: 5
        case .set: 6
        case .map: 7
        }
    }

    public static func < (left: Structure, right: Structure) -> Bool { left.order(right) < 0 }

    /// Negative if it's less than `other`, 0 if it's equal.
    func order(_ other: Structure) -> Int {
        switch (self, other) {
        case (.bool(let left), .bool(let right)): Self.order(left ? 1 : 0, right ? 1 : 0)
        case (.int(let left), .int(let right)): Self.order(left, right)
        case (.string(let left), .string(let right)): Self.order(left, right)
        case (.atom(let left), .atom(let right)): Self.order(left, right)
        case (.tuple(let left), .tuple(let right)), (.set(let left), .set(let right)): Self.order(left, right)
        case (.map(let left), .map(let right)): Self.order(left.flatMap(\.parts), right.flatMap(\.parts))
        default: Self.order(kind, other.kind)
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    private static func order(_ left: [Structure], _ right: [Structure]) -> Int {
        guard left.count == right.count else { return left.count - right.count }
        for (left, right) in zip(left, right) {
            let order = left.order(right)
            if order != 0 { return order }
        }
        return 0
    }
}

extension Structure.Pair {
    var parts: [Structure] { [key, value] }
}

extension Structure: CustomStringConvertible {
    public var description: String {
        func list(_ elements: [Structure]) -> String { elements.map(\.description).joined(separator: ", ") }
        return switch self {
        case .none: "none"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .atom(let value): "\(value)"
        case .tuple(let elements): "(\(list(elements)))"
        case .set(let elements): "{\(list(elements))}"
        case .map(let pairs): "{\(pairs.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        }
    }
}
