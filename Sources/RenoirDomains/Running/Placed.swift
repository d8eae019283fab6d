public import Records

/// An element and where it stands among all.
@frozen
public struct Placed<Element: Sendable>: Sendable {
    public var position: Position
    public var element: Element

    @inlinable
    public init(position: Position, element: Element) {
        self.position = position
        self.element = element
    }
}

extension Placed: WireFormatted {
    public static var wireComponents: [WireComponent] {
        [WireComponent("position", Position.self), WireComponent("element", Element.self)]
    }

    @inlinable
    public static func wireFormat() -> WireFormat<Placed>? {
        guard let position = WirePart<Position>(), let element = WirePart<Element>() else { return nil }
        let offset = MemoryLayout<Placed>.offset(of: \.element)!
        return .pair(
            "placed(\(position.layout), \(element.layout))", position, ("position", "element"), element, offset: offset)
    }
}
