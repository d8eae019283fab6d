extension ElementSource {
    /// Counts the elements.
    ///
    /// ```swift
    /// let graphs = try domain.canonicalForms().count().run(context)
    /// ```
    ///
    /// - Complexity: O(*n*) for *n* elements that are looked at, divided among the workers.
    @inlinable
    public func count() -> Action<Self, Int, Int> {
        Action(
            "count", self, initial: { 0 },
            add: { count, block, elements, _, _ in
                elements.deinitialize(count: block.kept)
                count += block.kept
            }, merge: { $0 += $1 }, finish: { $0 })
    }

    /// Calls a closure with each element, on the worker that has it.
    ///
    /// - Parameter body: Called once per element, by many threads side by side.
    /// - Throws: Whatever `body` throws ends the run on all ranks, with the element and its index.
    @inlinable
    public func forEach(_ body: @escaping @Sendable (Element) throws -> Void) -> Action<Self, Int, Void> {
        Action(
            "forEach", self, initial: { 0 },
            add: { _, block, elements, offsets, _ in
                try block.forEach(of: elements, offsets) { element, _ in try body(element) }
            }, merge: { $0 += $1 }, finish: { _ in })
    }
}
