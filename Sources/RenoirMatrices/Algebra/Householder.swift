/// The triangle that reflections make of rows (Golub and Van Loan, Matrix Computations, 5.2).
enum Householder {
    /// Makes a triangle of `rows` × `columns` elements, and moves it into the first `columns` rows of `triangle`.
    static func reduce(_ elements: inout [Double], rows: Int, columns: Int, into triangle: inout [Double]) {
        elements.withUnsafeMutableBufferPointer { a in
            for step in 0..<min(rows, columns) {
                var square = 0.0
                for row in step..<rows { square += a[row * columns + step] * a[row * columns + step] }
                guard square > 0 else { continue }
                let head = a[step * columns + step]
                let length = head > 0 ? -square.squareRoot() : square.squareRoot()
                // The reflection's vector, in place of the column.
                let first = head - length
                a[step * columns + step] = first
                let scale = -1 / (length * first)
                for column in step + 1..<max(step + 1, columns) {
                    var product = 0.0
                    for row in step..<rows { product += a[row * columns + step] * a[row * columns + column] }
                    product *= scale
                    for row in step..<rows { a[row * columns + column] -= product * a[row * columns + step] }
                }
                a[step * columns + step] = length
                for row in step + 1..<max(step + 1, rows) { a[row * columns + step] = 0 }
            }
        }
        for place in 0..<min(rows, columns) * columns { triangle[place] = elements[place] }
    }
}
