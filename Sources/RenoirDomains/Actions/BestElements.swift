extension ElementSource {
    /// The elements that have the greatest key, in order.
    ///
    /// ```swift
    /// let worst = try automata.canonicalForms().max(by: { resetLength($0) ?? 0 }, limit: 1).run(context).value
    /// ```
    ///
    /// - Parameters:
    ///   - key: Called once per element.
    ///   - limit: The most elements that are given, the first ones; nil for all that have the greatest key.
    /// - Complexity: O(*n*) for *n* elements, divided among the workers; the best ones travel.
    @inlinable
    public func max<Key: Comparable & Sendable>(
        by key: @escaping @Sendable (Element) throws -> Key, limit: Int? = nil
    ) -> Action<Self, Best<Key, Element>, [Element]> {
        best("max", limit, key) { $0 > $1 }
    }

    /// The elements that have the least key, in order; as ``max(by:limit:)``.
    @inlinable
    public func min<Key: Comparable & Sendable>(
        by key: @escaping @Sendable (Element) throws -> Key, limit: Int? = nil
    ) -> Action<Self, Best<Key, Element>, [Element]> {
        best("min", limit, key) { $0 < $1 }
    }

    /// The elements than which none is greater, in order.
    ///
    /// ```swift
    /// let largest = try (Integers(0..<5) * Integers(0..<5)).max(by: <).run(context).value  // [(4, 4)]
    /// ```
    ///
    /// - Parameters:
    ///   - areInIncreasingOrder: Whether the first element is less than the second.
    ///   - limit: The most elements that are given, the first ones; nil for all of them.
    @inlinable
    public func max(
        by areInIncreasingOrder: @escaping @Sendable (Element, Element) throws -> Bool, limit: Int? = nil
    ) -> Action<Self, Best<Element, Element>, [Element]> {
        best("max", limit, { $0 }) { try areInIncreasingOrder($1, $0) }
    }

    /// The elements than which none is less, in order; as ``max(by:limit:)``.
    @inlinable
    public func min(
        by areInIncreasingOrder: @escaping @Sendable (Element, Element) throws -> Bool, limit: Int? = nil
    ) -> Action<Self, Best<Element, Element>, [Element]> {
        best("min", limit, { $0 }) { try areInIncreasingOrder($0, $1) }
    }

    @inlinable @inline(__always)
    func best<Key: Sendable>(
        _ name: String, _ limit: Int?, _ key: @escaping @Sendable (Element) throws -> Key,
        _ isBetter: @escaping @Sendable (Key, Key) throws -> Bool
    ) -> Action<Self, Best<Key, Element>, [Element]> {
        Action(
            name, self, initial: { Best() },
            add: { best, block, elements, offsets, _ in
                try block.forEach(of: elements, offsets) { element, position in
                    let key = try key(element)
                    try best.add(element, key, position, isBetter)
                    best.cut(to: limit)
                }
            },
            merge: { best, other in
                try best.add(other, isBetter)
                best.cut(to: limit)
            },
            finish: { best in
                let elements = best.found.inOrder()
                return Array(elements.prefix(limit ?? elements.count))
            })
    }
}
