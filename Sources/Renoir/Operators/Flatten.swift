extension DataStream where Element: Sequence, Element.Element: Sendable {
    /// The elements of all records.
    ///
    /// ```swift
    /// let numbers = lists.flatten()
    /// ```
    ///
    /// Local: as ``flatMap(_:)`` with the records themselves.
    @inlinable @inline(__always)
    public func flatten() -> DataStream<Element.Element> { flatMap { $0 } }
}
