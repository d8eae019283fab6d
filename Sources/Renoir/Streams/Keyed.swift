public import Dataflow

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

extension Keyed: WireComposite {
    @inlinable
    public static func wireFormat() -> WireFormat<Keyed>? {
        guard let key = WireField<Key>.layout, let value = WireField<Value>.layout else { return nil }
        if WireField<Key>.isPlain && WireField<Value>.isPlain { return .plain("keyed(\(key), \(value))") }
        return WireFormat(
            layout: "keyed(\(key), \(value))",
            store: { record, writer in
                WireField.store(record.key, &writer)
                WireField.store(record.value, &writer)
            },
            load: { reader throws(WireError) in
                let key = try WireField<Key>.load(&reader)
                return Keyed(key: key, value: try WireField<Value>.load(&reader))
            })
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
