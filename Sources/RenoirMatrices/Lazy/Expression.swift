/// The elements that a rank has of a matrix: those in memory, or how they are calculated.
///
/// What is used once is never in memory as a whole: a pass calculates it piece by piece for what uses it.
final class Expression<Element: MatrixElement> {
    /// What an operation reads.
    enum Operand {
        /// As many rows and columns.
        case expression(Expression)
        /// As many, from a place in memory on; one row, or one column, or one element for all.
        case elements([Element], from: Int)
        case row([Element])
        case column([Element], from: Int)
        case one(Element)
    }

    /// Operations that a pass may have: its pieces stay in the first cache, and nobody recurses deeply.
    static var mostOperations: Int { 32 }

    let rows: Int
    let columns: Int
    let operation: ElementOperation
    private(set) var operands: [Operand]
    private(set) var stored: [Element]?
    /// Operations, those that are shared counted each time.
    let weight: Int
    /// How many use it, and by how many passes it has been calculated.
    var uses = 0
    private var passes = 0

    init(rows: Int, columns: Int, stored: [Element]) {
        self.rows = rows
        self.columns = columns
        self.stored = stored
        operation = .add
        operands = []
        weight = 0
    }

    init(rows: Int, columns: Int, _ operation: ElementOperation, _ operands: [Operand]) {
        self.rows = rows
        self.columns = columns
        self.operation = operation
        // What would make this one too heavy comes first.
        var operands = operands
        var weight = Self.weight(operands)
        while weight > Self.mostOperations, let place = Self.heaviest(operands),
            case .expression(let heavy) = operands[place]
        {
            _ = heavy.elements()
            operands[place] = .expression(heavy)
            weight = Self.weight(operands)
        }
        self.operands = operands
        self.weight = weight
        for case .expression(let operand) in operands { operand.uses += 1 }
    }

    private static func weight(_ operands: [Operand]) -> Int {
        operands.reduce(1) { sum, operand in
            if case .expression(let operand) = operand, operand.stored == nil { return sum + operand.weight }
            return sum
        }
    }

    private static func heaviest(_ operands: [Operand]) -> Int? {
        var best: (place: Int, weight: Int)?
        for (place, operand) in operands.enumerated() {
            if case .expression(let operand) = operand, operand.stored == nil, operand.weight > best?.weight ?? 0 {
                best = (place, operand.weight)
            }
        }
        return best?.place
    }

    /// All elements, which stay in memory.
    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    func elements() -> [Element] {
        if let stored { return stored }
        let pass = Pass(self)
        let elements = [Element](unsafeUninitializedCapacity: rows * columns) { output, count in
            pass.fill(output)
            count = rows * columns
        }
        stored = elements
        operands = []
        return elements
    }

    /// For a pass that isn't this expression's own: whether it takes it from memory.
    ///
    /// What several use is calculated by the second pass that needs it, and kept.
    func elementsForPass() -> [Element]? {
        if stored == nil, passes > 0, uses > 1 { return elements() }
        return stored
    }

    func enterPass() { passes += 1 }

    var isStored: Bool { stored != nil }
}
