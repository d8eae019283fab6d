extension Kernels {
    /// Whether `new` takes the place of the extreme so far: what is no number stays.
    @inline(__always)
    private static func replaces<Element: MatrixElement>(_ new: Element, _ old: Element, _ isMin: Bool) -> Bool {
        !old.isMissing && (new.isMissing || (isMin ? new < old : new > old))
    }

    /// The extreme of elements, and of those before if there were any.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func extreme<Element: MatrixElement>(
        _ elements: UnsafeBufferPointer<Element>, _ before: Element?, isMin: Bool
    ) -> Element {
        var best = before ?? elements[0]
        for element in elements where replaces(element, best, isMin) { best = element }
        return best
    }

    /// The first extreme of each row with its column.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func rowExtremes<Element: MatrixElement>(
        _ elements: [Element], rows: Int, columns: Int, isMin: Bool
    ) -> (values: [Element], places: [Int64]) {
        guard columns > 0 else { return ([], []) }
        var places = [Int64](repeating: 0, count: rows)
        let values = [Element](unsafeUninitializedCapacity: rows) { values, initialized in
            elements.withUnsafeBufferPointer { elements in
                for row in 0..<rows {
                    let start = row &* columns
                    var (value, place) = (elements[start], 0)
                    for column in 1..<max(1, columns) where replaces(elements[start &+ column], value, isMin) {
                        (value, place) = (elements[start &+ column], column)
                    }
                    values.initializeElement(at: row, to: value)
                    places[row] = Int64(place)
                }
            }
            initialized = rows
        }
        return (values, places)
    }

    /// The first extreme of each column with its row, counted from `first`; nothing if there are no rows.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func columnExtremes<Element: MatrixElement>(
        _ elements: [Element], first: Int, columns: Int, isMin: Bool
    ) -> (values: [Element], places: [Int64]) {
        guard elements.count >= columns, columns > 0 else { return ([], []) }
        var values = Array(elements[..<columns])
        var places = [Int64](repeating: Int64(first), count: columns)
        for row in 1..<max(1, elements.count / columns) {
            for column in 0..<columns where replaces(elements[row &* columns &+ column], values[column], isMin) {
                values[column] = elements[row &* columns &+ column]
                places[column] = Int64(first &+ row)
            }
        }
        return (values, places)
    }
}
