public import Records

/// What each key of a domain is mapped to.
public struct Mapping<Keys: Domain, Value: Sendable>: Sendable {
    /// The keys, of which all have a value.
    public let keys: Keys
    /// The values, in the order of the keys.
    public let values: [Value]

    @inlinable
    public init(keys: Keys, values: [Value]) {
        self.keys = keys
        self.values = values
    }
}

extension Mapping where Keys: RankedDomain {
    @inlinable
    public subscript(key: Keys.Element) -> Value { values[keys.index(of: key)] }
}

extension Mapping: Equatable where Keys: Equatable, Value: Equatable {}
extension Mapping: Hashable where Keys: Hashable, Value: Hashable {}

extension Mapping: CustomStringConvertible {
    public var description: String {
        "[" + zip(keys.elements, values).map { "\($0): \($1)" }.joined(separator: ", ") + "]"
    }
}

extension Mapping: WireFormatted {
    public static var wireComponents: [WireComponent] {
        [WireComponent("keys", Keys.self), WireComponent("values", [Value].self)]
    }

    @inlinable
    public static func wireFormat() -> WireFormat<Mapping>? {
        guard let keys = WirePart<Keys>(), let values = WirePart<[Value]>() else { return nil }
        let offset = MemoryLayout<Mapping>.offset(of: \.values)!
        return .pair("mapping(\(keys.layout), \(values.layout))", keys, ("keys", "values"), values, offset: offset)
    }
}
