extension Kernels {
    /// Some columns of a block of rows, as rows.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func transposed<Element: MatrixElement>(
        _ elements: [Element], rows: Int, columns: Int, _ range: Range<Int>
    ) -> [Element] {
        [Element](unsafeUninitializedCapacity: rows * range.count) { output, initialized in
            elements.withUnsafeBufferPointer { elements in
                // Squares, so that each line of memory that is read or written is used as a whole.
                let side = 16
                for firstRow in stride(from: 0, to: rows, by: side) {
                    for firstColumn in stride(from: range.lowerBound, to: range.upperBound, by: side) {
                        for column in firstColumn..<min(firstColumn &+ side, range.upperBound) {
                            for row in firstRow..<min(firstRow &+ side, rows) {
                                output[(column &- range.lowerBound) &* rows &+ row] = elements[row &* columns &+ column]
                            }
                        }
                    }
                }
            }
            initialized = rows * range.count
        }
    }

    /// Blocks with as many rows, one right of the other.
    static func sideBySide<Element: MatrixElement>(
        _ pieces: [(elements: ArraySlice<Element>, width: Int)], rows: Int
    ) -> [Element] {
        let columns = pieces.reduce(0) { $0 + $1.width }
        return [Element](unsafeUninitializedCapacity: rows * columns) { output, initialized in
            var first = 0
            for piece in pieces where piece.width > 0 {
                piece.elements.withUnsafeBufferPointer { elements in
                    guard let source = elements.baseAddress, let target = output.baseAddress else { return }
                    for row in 0..<rows {
                        (target + row * columns + first).update(from: source + row * piece.width, count: piece.width)
                    }
                }
                first += piece.width
            }
            initialized = rows * columns
        }
    }
}
