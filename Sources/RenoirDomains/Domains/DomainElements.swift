/// The elements of a domain as a sequence.
public struct DomainElements<Base: Domain>: Sequence {
    let domain: Base

    public func makeIterator() -> Iterator { Iterator(places: domain.places(from: 0), left: domain.size.clamped) }

    public struct Iterator: IteratorProtocol {
        fileprivate var places: Base.Places
        fileprivate var left: Int

        public mutating func next() -> Base.Element? {
            while left > 0 {
                left -= 1
                do {
                    if let element = try places.next() { return element }
                } catch {
                    preconditionFailure("a step has thrown \(error): run an action, which tells the element")
                }
            }
            return nil
        }
    }
}
