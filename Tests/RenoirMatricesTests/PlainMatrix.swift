import Renoir
import RenoirMatrices

/// A matrix in plain Swift, for comparison.
struct PlainMatrix<Element: MatrixElement>: Equatable, Sendable {
    var rows: Int
    var columns: Int
    var elements: [Element]

    init(rows: Int, columns: Int, _ elements: [Element]) {
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    init(rows: Int, columns: Int, _ element: (Int, Int) -> Element) {
        self.init(rows: rows, columns: columns, (0..<rows * columns).map { element($0 / columns, $0 % columns) })
    }

    /// What all ranks have of `matrix`, together.
    init(_ matrix: Matrix<Element>) throws {
        self.init(rows: matrix.rows, columns: matrix.columns, try matrix.elements())
    }

    subscript(row: Int, column: Int) -> Element { elements[row * columns + column] }

    /// With one row or column for all.
    func combined(_ other: PlainMatrix, _ combine: (Element, Element) -> Element) -> PlainMatrix {
        let rows = self.rows == 1 ? other.rows : self.rows
        let columns = self.columns == 1 ? other.columns : self.columns
        return PlainMatrix(rows: rows, columns: columns) { row, column in
            combine(
                self[self.rows == 1 ? 0 : row, self.columns == 1 ? 0 : column],
                other[other.rows == 1 ? 0 : row, other.columns == 1 ? 0 : column])
        }
    }

    func times(_ other: PlainMatrix) -> PlainMatrix {
        PlainMatrix(rows: rows, columns: other.columns) { row, column in
            (0..<columns).reduce(0) { Element.sum($0, Element.product(self[row, $1], other[$1, column])) }
        }
    }

    var transposed: PlainMatrix { PlainMatrix(rows: columns, columns: rows) { self[$1, $0] } }

    func slice(_ rows: Range<Int>, _ columns: Range<Int>) -> PlainMatrix {
        PlainMatrix(rows: rows.count, columns: columns.count) { self[rows.lowerBound + $0, columns.lowerBound + $1] }
    }

    func matrix(_ context: MatrixContext, _ placement: Placement) throws -> Matrix<Element> {
        try context.matrix(rows: rows, columns: columns, elements, placement)
    }
}
