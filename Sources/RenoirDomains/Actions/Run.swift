public import Records

/// The result of elements that follow each other.
@frozen
public struct Run<Result: Sendable>: Sendable {
    @usableFromInline var first: Position
    @usableFromInline var value: Result

    @inlinable
    init(first: Position, value: Result) {
        self.first = first
        self.value = value
    }
}

extension Run: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("result", Result.self)] }

    @inlinable
    public static func wireFormat() -> WireFormat<Run>? {
        guard let first = WirePart<Position>(), let value = WirePart<Result>() else { return nil }
        let offset = MemoryLayout<Run>.offset(of: \.value)!
        return .pair("run(\(first.layout), \(value.layout))", first, ("first", "result"), value, offset: offset)
    }
}
