/// Loops over elements, compiled for each of their types.
enum Kernels {
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func add<Element: MatrixElement>(_ numbers: [Element], to sums: inout [Element]) {
        numbers.withUnsafeBufferPointer { numbers in
            sums.withUnsafeMutableBufferPointer { sums in
                for place in 0..<min(numbers.count, sums.count) {
                    sums[place] = Element.sum(sums[place], numbers[place])
                }
            }
        }
    }

    /// Adds rows to a row.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func addRows<Element: MatrixElement>(
        _ elements: [Element], _ rows: Range<Int>, columns: Int, to sums: inout [Element]
    ) {
        elements.withUnsafeBufferPointer { elements in
            sums.withUnsafeMutableBufferPointer { sums in
                for row in rows {
                    for column in 0..<columns {
                        sums[column] = Element.sum(sums[column], elements[row &* columns &+ column])
                    }
                }
            }
        }
    }

    /// The sum of each row, from its first element on.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func rowSums<Element: MatrixElement>(_ elements: [Element], rows: Int, columns: Int) -> [Element] {
        elements.withUnsafeBufferPointer { elements in
            (0..<rows).map { row in
                var sum = Element.zero
                for column in 0..<columns { sum = Element.sum(sum, elements[row &* columns &+ column]) }
                return sum
            }
        }
    }

    /// For each row of `left` and the same row of `right`, adds all products of an element of each.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func addOuterProducts<Element: MatrixElement>(
        _ left: [Element], _ leftColumns: Int, _ right: [Element], _ rightColumns: Int, rows: Range<Int>,
        to sums: inout [Element]
    ) {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                sums.withUnsafeMutableBufferPointer { sums in
                    for row in rows {
                        for column in 0..<leftColumns {
                            let factor = left[row &* leftColumns &+ column]
                            let (line, start) = (column &* rightColumns, row &* rightColumns)
                            for other in 0..<rightColumns {
                                sums[line &+ other] = Element.sum(
                                    sums[line &+ other], Element.product(factor, right[start &+ other]))
                            }
                        }
                    }
                }
            }
        }
    }
}
