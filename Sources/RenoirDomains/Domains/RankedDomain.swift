/// A domain that knows the index of an element.
public protocol RankedDomain: Domain {
    /// The index of an element of the domain.
    func index(of element: Element) -> Int
}

extension Atoms: RankedDomain {}

extension Integers: RankedDomain {
    @inlinable
    public func index(of element: Int) -> Int { (element - start) / step }
}

extension Values: RankedDomain where Element: Equatable {
    /// - Precondition: `element` is one of the values.
    /// - Complexity: O(*n*) for *n* values.
    public func index(of element: Element) -> Int { values.firstIndex(of: element)! }
}
