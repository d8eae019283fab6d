public import Records

/// The best elements that were found, and what makes them so.
@frozen
public struct Best<Key: Sendable, Element: Sendable>: Sendable {
    /// nil if there is none.
    @usableFromInline var key: Key?
    @usableFromInline var found: [Placed<Element>] = []

    @inlinable
    init() {}

    /// Adds an element, if it's as good as those that there are.
    ///
    /// - Parameter isBetter: Whether the first key is better than the second one.
    @inlinable @inline(__always)
    mutating func add(_ element: Element, _ key: Key, _ position: Position, _ isBetter: (Key, Key) throws -> Bool)
        rethrows
    {
        if let best = self.key {
            if try isBetter(best, key) { return }
            if try isBetter(key, best) { found.removeAll(keepingCapacity: true) }
        }
        self.key = key
        found.append(Placed(position: position, element: element))
    }

    @inlinable
    mutating func add(_ other: Best, _ isBetter: (Key, Key) throws -> Bool) rethrows {
        guard let key = other.key else { return }
        if let best = self.key {
            if try isBetter(best, key) { return }
            if try isBetter(key, best) { found = [] }
        }
        self.key = key
        found += other.found
    }

    /// Lets go of what comes behind as many as are wanted, now and then.
    @inlinable @inline(__always)
    mutating func cut(to limit: Int?) {
        guard let limit, found.count > 2 * limit + 16 else { return }
        found = Array(found.sorted { $0.position < $1.position }.prefix(limit))
    }
}

extension Best: WireFormatted {
    public static var wireComponents: [WireComponent] {
        [WireComponent("key", Key.self), WireComponent("element", Element.self)]
    }

    @inlinable
    public static func wireFormat() -> WireFormat<Best>? {
        guard let key = WirePart<Key?>(), let found = WirePart<[Placed<Element>]>() else { return nil }
        let offset = MemoryLayout<Best>.offset(of: \.found)!
        return .pair("best(\(key.layout), \(found.layout))", key, ("key", "elements"), found, offset: offset)
    }
}
