/// How many elements have a key, and some of them.
public struct GroupCount<Element: Sendable>: Sendable {
    /// How many there are.
    public let count: Int
    /// The first of them, as many as were asked for.
    public let examples: [Element]

    @usableFromInline
    init(count: Int, examples: [Element]) {
        self.count = count
        self.examples = examples
    }
}

extension ElementSource {
    /// The elements of each key, in order.
    ///
    /// ```swift
    /// let classes = try Integers(0..<10).groups(by: { $0 % 3 }).run(context).value  // [0: [0, 3, 6, 9], 1: …]
    /// ```
    ///
    /// - Parameters:
    ///   - key: Called once per element; one whose key is nil is left out.
    ///   - limit: The most elements of each group that are given, the first ones; nil for all.
    /// - Complexity: O(*n*) for *n* elements, divided among the workers; those that are given travel.
    @inlinable
    public func groups<Key: Hashable & Sendable>(
        by key: @escaping @Sendable (Element) throws -> Key?, limit: Int? = nil
    ) -> Action<Self, [Key: Group<Element>], [Key: [Element]]> {
        grouped("groups", limit ?? .max, key) { $0.elements(limit: limit ?? .max) }
    }

    /// How many elements each key has, and some examples of them, the first ones.
    ///
    /// ```swift
    /// let histogram = try automata.canonicalForms().groupCounts(by: { resetLength($0) ?? 0 }).run(context).value
    /// ```
    ///
    /// - Parameters:
    ///   - key: Called once per element; one whose key is nil is left out.
    ///   - examples: How many elements of each group are given.
    @inlinable
    public func groupCounts<Key: Hashable & Sendable>(
        by key: @escaping @Sendable (Element) throws -> Key?, examples: Int = 0
    ) -> Action<Self, [Key: Group<Element>], [Key: GroupCount<Element>]> {
        grouped("groupCounts", examples, key) { GroupCount(count: $0.count, examples: $0.elements(limit: examples)) }
    }

    @inlinable @inline(__always)
    func grouped<Key: Hashable & Sendable, Value: Sendable>(
        _ name: String, _ limit: Int, _ key: @escaping @Sendable (Element) throws -> Key?,
        _ finish: @escaping @Sendable (Group<Element>) -> Value
    ) -> Action<Self, [Key: Group<Element>], [Key: Value]> {
        Action(
            name, self, initial: { [:] },
            add: { groups, block, elements, offsets, _ in
                try block.forEach(of: elements, offsets) { element, position in
                    guard let key = try key(element) else { return }
                    groups[key, default: Group()].add(element, position, limit: limit)
                }
            },
            merge: { groups, others in
                for (key, group) in others { groups[key, default: Group()].add(group, limit: limit) }
            }, finish: { $0.mapValues(finish) })
    }
}
