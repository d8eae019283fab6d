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

    /// For each row of `left` and the same row of `right`, adds all products of an element of each, row after row.
    ///
    /// - Parameter isHalf: Only products of an element and those that aren't left of it.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    static func addOuterProducts<Element: MatrixElement>(
        _ left: [Element], _ leftColumns: Int, _ right: [Element], _ rightColumns: Int, rows: Range<Int>, isHalf: Bool,
        to sums: inout [Element]
    ) {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                sums.withUnsafeMutableBufferPointer { sums in
                    guard let left = left.baseAddress, let right = right.baseAddress, let sums = sums.baseAddress else {
                        return
                    }
                    var row = rows.lowerBound
                    // Four rows at a time: a sum is read and written once for them.
                    while row &+ 4 <= rows.upperBound {
                        let (a, b) = (left + row &* leftColumns, right + row &* rightColumns)
                        let (b1, b2, b3) = (b + rightColumns, b + 2 &* rightColumns, b + 3 &* rightColumns)
                        for column in 0..<leftColumns {
                            let (f0, f1) = (a[column], a[leftColumns &+ column])
                            let (f2, f3) = (a[2 &* leftColumns &+ column], a[3 &* leftColumns &+ column])
                            let line = sums + column &* rightColumns
                            for other in (isHalf ? column : 0)..<rightColumns {
                                var sum = Element.sum(line[other], Element.product(f0, b[other]))
                                sum = Element.sum(sum, Element.product(f1, b1[other]))
                                sum = Element.sum(sum, Element.product(f2, b2[other]))
                                line[other] = Element.sum(sum, Element.product(f3, b3[other]))
                            }
                        }
                        row &+= 4
                    }
                    while row < rows.upperBound {
                        let b = right + row &* rightColumns
                        for column in 0..<leftColumns {
                            let factor = left[row &* leftColumns &+ column]
                            let line = sums + column &* rightColumns
                            for other in (isHalf ? column : 0)..<rightColumns {
                                line[other] = Element.sum(line[other], Element.product(factor, b[other]))
                            }
                        }
                        row &+= 1
                    }
                }
            }
        }
    }
}
