/// An error of the program's code, and the element for which it was thrown.
@usableFromInline
struct ElementFailure: Error {
    @usableFromInline let position: Position
    @usableFromInline let cause: any Error

    @inlinable
    init(position: Position, cause: any Error) {
        self.position = position
        self.cause = cause
    }
}

extension ElementBlock {
    /// Hands the elements on, one after the other; afterwards none is alive.
    ///
    /// - Throws: `ElementFailure` with what `body` throws.
    @inlinable @inline(__always)
    func forEach<Element>(
        of elements: UnsafeMutablePointer<Element>, _ offsets: UnsafeMutablePointer<Int32>,
        _ body: (consuming Element, Position) throws -> Void
    ) throws {
        var index = 0
        do {
            while index < kept {
                let element = (elements + index).move()
                index += 1
                try body(element, position(of: index - 1, offsets))
            }
        } catch {
            (elements + index).deinitialize(count: kept - index)
            throw ElementFailure(position: position(of: index - 1, offsets), cause: error)
        }
    }
}

extension ElementSource {
    /// The error that tells of the element for which `error` was thrown.
    ///
    /// - Parameter units: Where a cursor was when a step has thrown: they are gone through again, one element at a time.
    @usableFromInline
    func failure(_ error: any Error, from units: Range<Int>) -> any Error {
        if let failure = error as? ElementFailure { return told(failure.cause, at: failure.position) }
        guard let cursor = try? divide().makeCursor() else { return error }
        return search(cursor, units).map { told($0.1, at: $0.0) } ?? told(error, at: nil)
    }

    private func search(_ cursor: Cursor, _ units: Range<Int>) -> (Position, any Error)? {
        var (cursor, elements, offsets) = (cursor, Scratch<Element>(), Scratch<Int32>())
        var next = Position(unit: units.lowerBound)
        do {
            try cursor.begin(units)
            while true {
                let block = try cursor.next(1, into: elements.base, offsets: offsets.base)
                elements.base.deinitialize(count: block.kept)
                if block.isOver { return nil }
                next =
                    block.unitsAreElements || block.lookedAt == 0
                    ? Position(unit: block.first.unit + 1)
                    : Position(unit: block.first.unit, ordinal: block.first.ordinal + 1)
            }
        } catch {
            return (next, error)
        }
    }

    private func told(_ error: any Error, at position: Position?) -> any Error {
        let place = position.map { "\(text(of: $0) ?? "an element"): " } ?? ""
        if let error = error as? JobError {
            var told = error
            told.message = place + error.message
            return told
        }
        return JobError(.user, "\(place)\(error)")
    }
}
