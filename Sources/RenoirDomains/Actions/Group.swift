public import Records

/// The elements with one key: how many, and the first ones.
@frozen
public struct Group<Element: Sendable>: Sendable {
    @usableFromInline var count = 0
    @usableFromInline var found: [Placed<Element>] = []

    @inlinable
    init() {}

    @inlinable
    mutating func add(_ element: Element, _ position: Position, limit: Int) {
        count += 1
        // Of one lease, the first ones are enough.
        if found.count < limit { found.append(Placed(position: position, element: element)) }
    }

    @inlinable
    mutating func add(_ other: Group, limit: Int) {
        count += other.count
        found += other.found
        if found.count / 2 > limit { found = Array(found.sorted { $0.position < $1.position }.prefix(limit)) }
    }

    @inlinable
    func elements(limit: Int) -> [Element] { Array(found.inOrder().prefix(limit)) }
}

extension Group: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("element", Element.self)] }

    @inlinable
    public static func wireFormat() -> WireFormat<Group>? {
        guard let count = WirePart<Int>(), let found = WirePart<[Placed<Element>]>() else { return nil }
        let offset = MemoryLayout<Group>.offset(of: \.found)!
        return .pair("group(\(found.layout))", count, ("count", "elements"), found, offset: offset)
    }
}
