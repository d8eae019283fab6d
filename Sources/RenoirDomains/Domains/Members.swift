/// The elements of a domain by index, for domains that put some of them together; those of small domains are made once.
@usableFromInline
struct Members<Base: Domain> {
    private static var mostKept: Int { 256 }

    private let base: Base
    private let kept: [Base.Element?]

    init(_ base: Base) throws {
        self.base = base
        let count = base.size.clamped
        if count <= Self.mostKept {
            var places = base.places(from: 0)
            kept = try (0..<count).map { _ in try places.next() }
        } else {
            kept = []
        }
    }

    /// The elements at some places; nil if one of them was left out.
    func elements(at places: some Sequence<Int>) throws -> [Base.Element]? {
        var elements: [Base.Element] = []
        for place in places {
            guard let element = try kept.isEmpty ? base.element(at: Natural(place)) : kept[place] else { return nil }
            elements.append(element)
        }
        return elements
    }
}
