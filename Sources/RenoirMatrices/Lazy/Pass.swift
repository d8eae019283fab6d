/// Calculates an expression piece by piece, each of which stays in the first cache.
///
/// The expression is a list of steps over slots. A step is one loop over a piece; what interpreting it costs is shared by the piece's
/// elements.
final class Pass<Element: MatrixElement> {
    /// Elements of a piece, at most.
    static var length: Int { 512 }

    /// Elements of some rows, or of a part of one.
    struct Piece {
        let elements: UnsafePointer<Element>
        /// Counted from the first row of this rank.
        let row: Int
        let rows: Int
        let column: Int
        let columns: Int
    }

    private enum Source {
        case elements([Element], from: Int)
        case row([Element])
        case column([Element], from: Int)
        case one(Element)
        /// What a step leaves.
        case step
    }

    private struct Step {
        let operation: Int32
        let inputs: [Int]
        let output: Int
    }

    let rows: Int
    let columns: Int
    private var sources: [Source] = []
    private var steps: [Step] = []
    private let root: Int
    /// Where each slot has its elements, if it has any of its own.
    private var rooms: [Int] = []
    private var roomCount = 0

    init(_ expression: Expression<Element>) {
        rows = expression.rows
        columns = expression.columns
        var builder = Builder()
        root = builder.slot(of: expression, isRoot: true)
        sources = builder.sources
        steps = builder.steps
        shareRooms()
    }

    var stepCount: Int { steps.count }

    /// A step writes where something was that no later step reads.
    private func shareRooms() {
        rooms = [Int](repeating: 0, count: sources.count)
        for (slot, source) in sources.enumerated() {
            switch source {
            case .row, .column, .one:
                rooms[slot] = roomCount
                roomCount += 1
            case .elements, .step: break
            }
        }
        var lastUses: [Int: Int] = [:]
        for (number, step) in steps.enumerated() {
            for input in step.inputs { lastUses[input] = number }
        }
        var free: [Int] = []
        for (number, step) in steps.enumerated() {
            if let room = free.popLast() {
                rooms[step.output] = room
            } else {
                rooms[step.output] = roomCount
                roomCount += 1
            }
            for input in Set(step.inputs) where lastUses[input] == number {
                if case .step = sources[input] { free.append(rooms[input]) }
            }
        }
    }

    /// Turns expressions into steps, each of them once.
    private struct Builder {
        var sources: [Source] = []
        var steps: [Step] = []
        private var known: [ObjectIdentifier: Int] = [:]

        mutating func slot(of expression: Expression<Element>, isRoot: Bool = false) -> Int {
            if let slot = known[ObjectIdentifier(expression)] { return slot }
            let elements = isRoot ? expression.stored : expression.elementsForPass()
            let slot: Int
            if let elements {
                slot = add(.elements(elements, from: 0))
            } else {
                expression.enterPass()
                let inputs = expression.operands.map { self.slot(of: $0) }
                slot = add(.step)
                steps.append(Step(operation: expression.operation.code, inputs: inputs, output: slot))
            }
            known[ObjectIdentifier(expression)] = slot
            return slot
        }

        private mutating func slot(of operand: Expression<Element>.Operand) -> Int {
            switch operand {
            case .expression(let expression): slot(of: expression)
            case .elements(let elements, let start): add(.elements(elements, from: start))
            case .row(let elements): add(.row(elements))
            case .column(let elements, let start): add(.column(elements, from: start))
            case .one(let element): add(.one(element))
            }
        }

        private mutating func add(_ source: Source) -> Int {
            sources.append(source)
            return sources.count - 1
        }
    }

    /// Calculates all, into memory.
    func fill(_ output: UnsafeMutableBufferPointer<Element>) {
        guard let start = output.baseAddress else { return }
        run(0..<rows, into: start) { _ in }
    }

    /// Calls `use` with the elements of some rows, piece by piece in order. What is in memory is one piece.
    func pieces(of range: Range<Int>, _ use: (Piece) -> Void) {
        guard columns > 0, !range.isEmpty else { return }
        if steps.isEmpty, case .elements(let elements, let start) = sources[root] {
            elements.withUnsafeBufferPointer { elements in
                guard let first = elements.baseAddress else { return }
                use(
                    Piece(
                        elements: first + start + range.lowerBound * columns, row: range.lowerBound, rows: range.count,
                        column: 0, columns: columns))
            }
        } else {
            run(range, into: nil, use)
        }
    }

    private func run(_ range: Range<Int>, into output: UnsafeMutablePointer<Element>?, _ use: (Piece) -> Void) {
        guard columns > 0, !range.isEmpty else { return }
        let length = Self.length
        withPointers(0, []) { pointers in
            let count = roomCount * length
            withUnsafeTemporaryAllocation(of: Element.self, capacity: count) { memory in
                guard let memory = memory.baseAddress else { return }
                memory.initialize(repeating: .zero, count: count)
                run(range, pointers, memory, output, use)
            }
        }
    }

    /// Calls `body` with where the elements of each source are.
    private func withPointers(
        _ slot: Int, _ pointers: [UnsafePointer<Element>?], _ body: ([UnsafePointer<Element>?]) -> Void
    ) {
        guard slot < sources.count else { return body(pointers) }
        switch sources[slot] {
        case .elements(let elements, let start), .column(let elements, let start):
            elements.withUnsafeBufferPointer { buffer in
                withPointers(slot + 1, pointers + [buffer.baseAddress.map { $0 + start }], body)
            }
        case .row(let elements):
            elements.withUnsafeBufferPointer { withPointers(slot + 1, pointers + [$0.baseAddress], body) }
        case .one, .step: withPointers(slot + 1, pointers + [nil], body)
        }
    }

    private func run(
        _ range: Range<Int>, _ pointers: [UnsafePointer<Element>?], _ memory: UnsafeMutablePointer<Element>,
        _ output: UnsafeMutablePointer<Element>?, _ use: (Piece) -> Void
    ) {
        let length = Self.length
        let pieceColumns = min(columns, length)
        let pieceRows = max(1, length / columns)
        // Each slot has room for a piece; a row is repeated there once for all pieces.
        func room(_ slot: Int) -> UnsafeMutablePointer<Element> { memory + rooms[slot] * length }
        var places = pointers
        for (slot, source) in sources.enumerated() {
            switch source {
            case .one(let element):
                room(slot).update(repeating: element, count: length)
                places[slot] = UnsafePointer(room(slot))
            case .row where columns <= length:
                if let row = pointers[slot] {
                    for copy in 0..<pieceRows { (room(slot) + copy * columns).update(from: row, count: columns) }
                }
                places[slot] = UnsafePointer(room(slot))
            case .column, .step: places[slot] = UnsafePointer(room(slot))
            case .row, .elements: break
            }
        }
        var row = range.lowerBound
        while row < range.upperBound {
            let someRows = min(pieceRows, range.upperBound - row)
            var column = 0
            while column < columns {
                let someColumns = min(pieceColumns, columns - column)
                let (place, count) = (row * columns + column, someRows * someColumns)
                for (slot, source) in sources.enumerated() {
                    switch source {
                    case .elements: places[slot] = pointers[slot].map { $0 + place }
                    case .row where columns > length: places[slot] = pointers[slot].map { $0 + column }
                    case .column:
                        guard let elements = pointers[slot] else { continue }
                        for copy in 0..<someRows {
                            (room(slot) + copy * someColumns).update(
                                repeating: elements[row + copy], count: someColumns)
                        }
                    case .row, .one, .step: break
                    }
                }
                for (number, step) in steps.enumerated() {
                    var target = room(step.output)
                    if number == steps.count - 1, let output { target = output + place }
                    let inputs = step.inputs
                    let first = places[inputs[0]]
                    let second = inputs.count > 1 ? places[inputs[1]] : first
                    let third = inputs.count > 2 ? places[inputs[2]] : first
                    if let first, let second, let third {
                        Element.apply(step.operation, count, first, second, third, target)
                    }
                }
                if output == nil, let elements = places[root] {
                    use(
                        Piece(
                            elements: elements, row: row, rows: someRows, column: column, columns: someColumns))
                }
                column += someColumns
            }
            row += someRows
        }
    }
}
