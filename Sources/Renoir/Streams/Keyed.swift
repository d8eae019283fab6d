internal import Dataflow
public import Records

/// A record of a keyed stream: a value and the key that decides where it belongs.
public struct Keyed<Key, Value> {
    public var key: Key
    public var value: Value

    @inlinable
    public init(key: Key, value: Value) {
        self.key = key
        self.value = value
    }
}

extension Keyed: WireFormatted {
    public static var wireComponents: [WireComponent] {
        [WireComponent("key", Key.self), WireComponent("value", Value.self)]
    }

    @inlinable
    public static func wireFormat() -> WireFormat<Keyed>? {
        if let plain = WireFormat<Keyed>.plain() { return plain }
        guard let key = WirePart<Key>(), let value = WirePart<Value>() else { return nil }
        let offset = MemoryLayout<Keyed>.offset(of: \.value)!
        return .pair("keyed(\(key.layout), \(value.layout))", key, ("key", "value"), value, offset: offset)
    }
}

extension Keyed: Detachable {
    public func detached() -> Keyed { Keyed(key: detach(key), value: detach(value)) }

    private func detach<Part>(_ part: Part) -> Part {
        guard let shared = part as? any Detachable else { return part }
        return shared.detached() as! Part
    }
}

extension Keyed: Equatable where Key: Equatable, Value: Equatable {}
extension Keyed: Hashable where Key: Hashable, Value: Hashable {}
extension Keyed: Sendable where Key: Sendable, Value: Sendable {}

extension Keyed: CustomStringConvertible {
    public var description: String { "(\(key), \(value))" }
}
