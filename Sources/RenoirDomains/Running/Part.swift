public import Records

/// How much was done.
@frozen
@usableFromInline
struct Tally: Sendable {
    @usableFromInline var lookedAt = 0
    @usableFromInline var units = 0
    /// Leases that the deadline has cut off.
    @usableFromInline var cut = 0

    @inlinable
    init() {}

    @inlinable
    static func += (left: inout Tally, right: Tally) {
        left.lookedAt += right.lookedAt
        left.units += right.units
        left.cut += right.cut
    }
}

/// What an action has made of some units.
@usableFromInline
struct Part<Value: Sendable>: Sendable {
    @usableFromInline var tally: Tally
    @usableFromInline var value: Value

    @inlinable
    init(_ value: Value, _ tally: Tally = Tally()) {
        self.tally = tally
        self.value = value
    }
}

extension Part: WireFormatted {
    @usableFromInline static var wireComponents: [WireComponent] { [WireComponent("value", Value.self)] }

    @usableFromInline
    static func wireFormat() -> WireFormat<Part>? {
        guard let tally = WirePart<Tally>(), let value = WirePart<Value>() else { return nil }
        let offset = MemoryLayout<Part>.offset(of: \.value)!
        return .pair("part(\(tally.layout), \(value.layout))", tally, ("tally", "value"), value, offset: offset)
    }
}
