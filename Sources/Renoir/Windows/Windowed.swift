internal import Dataflow
public import Records

/// What came of a window, with its bounds.
///
/// ```swift
/// let sums = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).sum { $0.value }
/// let lines = sums.unkey().map { "\($0.key) \($0.value.start.nanoseconds) \($0.value.value)" }
/// ```
public struct Windowed<Span: WindowSpan, Value> {
    public var span: Span
    /// Whether the window had closed before: what is given now takes the place of what was given then.
    public var isCorrection: Bool
    public var value: Value

    @inlinable
    public init(_ span: Span, value: Value, isCorrection: Bool = false) {
        self.span = span
        self.isCorrection = isCorrection
        self.value = value
    }
}

extension Windowed where Span == TimeSpan {
    /// The first moment of the window.
    @inlinable public var start: Timestamp { span.start }
    /// The first moment behind the window.
    @inlinable public var end: Timestamp { span.end }
}

extension Windowed where Span == RecordSpan {
    /// The number of the window's first record.
    @inlinable public var start: Int { span.start }
    /// The number of the first record behind the window.
    @inlinable public var end: Int { span.end }
}

/// What a ``Windowed`` says beside its value.
@usableFromInline
struct WindowHead<Span: WindowSpan> {
    let span: Span
    let isCorrection: Bool
}

extension Windowed: WireFormatted {
    public static var wireComponents: [WireComponent] {
        [WireComponent("span", Span.self), WireComponent("value", Value.self)]
    }

    @inlinable
    public static func wireFormat() -> WireFormat<Windowed>? {
        if let plain = WireFormat<Windowed>.plain() { return plain }
        guard let head = WirePart<WindowHead<Span>>(), let value = WirePart<Value>() else { return nil }
        let offset = MemoryLayout<Windowed>.offset(of: \.value)!
        return .pair("windowed(\(head.layout), \(value.layout))", head, ("span", "value"), value, offset: offset)
    }
}

extension Windowed: Detachable {
    public func detached() -> Windowed {
        guard let shared = value as? any Detachable else { return self }
        return Windowed(span, value: shared.detached() as! Value, isCorrection: isCorrection)
    }
}

extension Windowed: Equatable where Value: Equatable {}
extension Windowed: Hashable where Value: Hashable {}
extension Windowed: Sendable where Value: Sendable {}

extension Windowed: CustomStringConvertible {
    public var description: String { "\(span): \(value)\(isCorrection ? ", corrected" : "")" }
}

extension TimeSpan: CustomStringConvertible {
    public var description: String { "\(start.nanoseconds)..<\(end.nanoseconds) ns" }
}

extension RecordSpan: CustomStringConvertible {
    public var description: String { "\(start)..<\(end)" }
}
