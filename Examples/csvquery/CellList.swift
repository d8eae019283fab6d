/// The cells of a record, by the columns of the answer.
protocol CellList: Sendable {
    init(count: Int)
    subscript(_ place: Int) -> Cell { get set }
}

/// Up to four cells, as nearly all queries have: they lie in the record itself.
struct FewCells: CellList {
    static let capacity = 4
    private var cells = (Cell.empty, Cell.empty, Cell.empty, Cell.empty)

    init(count: Int) {}

    subscript(_ place: Int) -> Cell {
        get {
            switch place {
            case 0: cells.0
            case 1: cells.1
            case 2: cells.2
            default: cells.3
            }
        }
        set {
            switch place {
            case 0: cells.0 = newValue
            case 1: cells.1 = newValue
            case 2: cells.2 = newValue
            default: cells.3 = newValue
            }
        }
    }
}

/// Any number of cells.
struct ManyCells: CellList {
    private var cells: [Cell]

    init(count: Int) { cells = Array(repeating: .empty, count: count) }

    subscript(_ place: Int) -> Cell {
        get { cells[place] }
        set { cells[place] = newValue }
    }
}
