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
        var kept = 0
        if count > 0 {
            // In a variable of its own it can stay in registers.
            var places = self.places.take()!
            do {
                for offset in 0..<count {
                    guard let element = try places.next() else {
                        if kept == offset {
                            for index in 0..<kept { offsets[index] = Int32(truncatingIfNeeded: index) }
                        }
                        continue
                    }
                    (output + kept).initialize(to: element)
                    if kept != offset { offsets[kept] = Int32(truncatingIfNeeded: offset) }
                    kept += 1
                }
            } catch {
                output.deinitialize(count: kept)
                throw error
            }
            self.places = places
            next += count
        }
        return ElementBlock(kept: kept, lookedAt: count, first: first, unitsAreElements: true, isOver: next == end)
    }
}
