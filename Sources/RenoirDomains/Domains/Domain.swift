/// A finite family of values that is described by how it's composed, and not by a list: all graphs of nine vertices, all automata of
/// five states.
///
/// ```swift
/// let pairs = Integers(0..<1_000_000) * Integers(0..<1_000_000)
/// print(pairs.size)                            // 1000000000000
/// print(try pairs.element(at: 1_000_001)!)     // (1, 1)
/// let best = try pairs.prefix(1000).max(by: { $0.0 ^ $0.1 }).run(context)
/// ```
///
/// A domain is a value: nothing is computed before an element is asked for. Its elements have an order and, in that, an index, which
/// leads to the element without those before it. A domain that leaves some out, as a filter does, keeps their places.
public protocol Domain<Element>: ElementSource, CustomStringConvertible {
    associatedtype Places: PlaceIterator where Places.Element == Element

    /// How many places it has, exactly: as many as elements, unless it has holes.
    var size: Natural { get }

    /// What it is, for descriptions.
    var name: String { get }

    /// Whether some places may have no element, as those that a filter has left out.
    var hasHoles: Bool { get }

    /// The element at a place; nil if that was left out.
    ///
    /// - Parameter index: Below ``size``.
    func element(at index: Natural) throws -> Element?

    /// The places from `index` on, in order. Nobody asks for more of them than there are.
    func places(from index: Int) -> Places

    /// One of the elements, each with the same probability unless the domain says otherwise; nil if it draws what is left out.
    func random(using generator: inout CounterGenerator) throws -> Element?
}

extension Domain {
    @inlinable public var hasHoles: Bool { false }

    public func random(using generator: inout CounterGenerator) throws -> Element? {
        guard !size.isZero else { throw DomainError("\(name) has no element that could be drawn") }
        return try element(at: generator.next(below: size))
    }

    /// Its name, size and first elements.
    public var description: String {
        let shown = 3
        var places = places(from: 0)
        let count = size.clamped
        // A filter may leave out very many.
        let looked = Swift.min(count, 1000)
        var texts: [String] = []
        for _ in 0..<looked {
            guard texts.count < shown else { break }
            if let element = try? places.next() { texts.append("\(element)") }
        }
        let isAll = !hasHoles && count == texts.count
        if !isAll { texts.append("…") }
        return "\(name), \(hasHoles ? "at most " : "")\(size) element\(size == 1 ? "" : "s")"
            + (texts.isEmpty ? "" : ": ") + texts.joined(separator: ", ")
    }

    /// All elements in order, in this thread alone.
    ///
    /// ```swift
    /// for word in Sequences(of: Values("ab"), count: 3).elements { print(word) }
    /// ```
    ///
    /// What a closure of a step throws ends the sequence with a trap: it's for domains whose steps don't throw.
    public var elements: DomainElements<Self> { DomainElements(domain: self) }
}

extension Domain {
    @inlinable
    public func divide() throws -> Units<PlaceCursor<Self>> {
        Units(count: size.clamped) { PlaceCursor(domain: self) }
    }

    public func text(of position: Position) -> String? {
        guard let element = try? element(at: Natural(position.unit)) else { return nil }
        return "element \(position.unit), \(element)"
    }

    public var lookedAtInAll: Natural? { size }
}
