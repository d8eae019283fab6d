/// Goes through places of a domain, each of which is a unit of work.
@frozen
public struct PlaceCursor<Base: Domain>: ElementCursor {
    @usableFromInline let domain: Base
    @usableFromInline var places: Base.Places?
    @usableFromInline var next = 0
    @usableFromInline var end = 0

    @inlinable
    init(domain: Base) { self.domain = domain }

    @inlinable
    public mutating func begin(_ units: Range<Int>) throws {
        // Places that follow those before go on with them.
        if units.lowerBound != end || places == nil { places = domain.places(from: units.lowerBound) }
        next = units.lowerBound
        end = units.upperBound
    }

    @inlinable
    public mutating func next(
        _ count: Int, into output: UnsafeMutablePointer<Base.Element>, offsets: UnsafeMutablePointer<Int32>
    ) throws -> ElementBlock {
        let count = Swift.min(count, end - next)
        let first = Position(unit: next)
        var block = PlaceBlock(output, offsets)
        if count > 0 {
            // In a variable of its own it can stay in registers.
            var places = self.places.take()!
            try places.next(count, into: &block)
            self.places = places
            next += count
        }
        return ElementBlock(
            kept: block.kept, lookedAt: count, first: first, unitsAreElements: true, isOver: next == end)
    }
}
