internal import CMatrices

/// Calculates an expression piece by piece, each of which stays in the first cache.
///
/// The expression is a list of steps over slots. A step is one loop over a piece; what interpreting it costs is shared by the piece's
/// elements.
final class Pass<Element: MatrixElement> {
    /// Elements of a piece, at most.
    static var length: Int { 256 }

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

    /// How a slot's elements for a piece are found.
    private enum Access {
        /// In memory, where the piece begins; the same of one row.
        case elements, row
        /// One element for each row of the piece is repeated.
        case column
        /// Where they are for all pieces.
        case fixed
    }

    let rows: Int
    let columns: Int
    private let sources: [Source]
    private let steps: [renoir_step]
    private let root: Int
    private var accesses: [Access] = []
    /// Where each slot has its elements, if it has any of its own.
    private var rooms: [Int] = []
    private let memory: UnsafeMutablePointer<Element>
    /// Of each slot, what is in memory, or its room.
    private var pointers: [UnsafePointer<Element>] = []
    private var goOn: [UInt8] = []
    private var targets: [UnsafeMutablePointer<Element>?] = []

    init(_ expression: Expression<Element>) {
        rows = expression.rows
        columns = expression.columns
        var builder = Builder()
        root = builder.slot(of: expression, isRoot: true)
        sources = builder.sources
        steps = builder.steps
        let (rooms, roomCount) = Self.rooms(sources, steps)
        self.rooms = rooms
        let size = Swift.max(1, roomCount) * Self.length
        memory = .allocate(capacity: size)
        memory.initialize(repeating: .zero, count: size)
        for slot in sources.indices { prepare(slot) }
        goOn = accesses.map { $0 == .elements ? 1 : 0 }
        targets = sources.indices.map { room($0) }
    }

    deinit { memory.deallocate() }

    var stepCount: Int { steps.count }

    /// A step writes where something was that no later step reads.
    private static func rooms(_ sources: [Source], _ steps: [renoir_step]) -> (rooms: [Int], count: Int) {
        var (rooms, count) = ([Int](repeating: 0, count: sources.count), 0)
        for (slot, source) in sources.enumerated() {
            switch source {
            case .row, .column, .one:
                rooms[slot] = count
                count += 1
            case .elements, .step: break
            }
        }
        var lastUses: [Int: Int] = [:]
        for (number, step) in steps.enumerated() {
            for input in inputs(step) { lastUses[input] = number }
        }
        var free: [Int] = []
        for (number, step) in steps.enumerated() {
            if let room = free.popLast() {
                rooms[Int(step.output)] = room
            } else {
                rooms[Int(step.output)] = count
                count += 1
            }
            for input in inputs(step) where lastUses[input] == number {
                if case .step = sources[input] { free.append(rooms[input]) }
            }
        }
        return (rooms, count)
    }

    private static func inputs(_ step: renoir_step) -> Set<Int> {
        [Int(step.first), Int(step.second), Int(step.third)]
    }

    private func room(_ slot: Int) -> UnsafeMutablePointer<Element> { memory + rooms[slot] * Self.length }

    /// Does for a slot what is the same for all pieces.
    private func prepare(_ slot: Int) {
        // The pass keeps arrays, whose elements stay where they are; empty ones have no pieces.
        func start(_ elements: [Element], _ place: Int) -> UnsafePointer<Element> {
            elements.withUnsafeBufferPointer { $0.baseAddress.map { $0 + place } } ?? UnsafePointer(memory)
        }
        switch sources[slot] {
        case .elements(let elements, let place):
            accesses.append(.elements)
            pointers.append(start(elements, place))
        case .column(let elements, let place):
            accesses.append(.column)
            pointers.append(start(elements, place))
        case .row(let elements) where columns > Self.length:
            accesses.append(.row)
            pointers.append(start(elements, 0))
        case .row(let elements):
            // Of a matrix on rank 0, others have no row.
            if columns > 0, elements.count == columns {
                for place in 0..<Self.length / columns * columns { room(slot)[place] = elements[place % columns] }
            }
            accesses.append(.fixed)
            pointers.append(UnsafePointer(room(slot)))
        case .one(let element):
            room(slot).update(repeating: element, count: Self.length)
            accesses.append(.fixed)
            pointers.append(UnsafePointer(room(slot)))
        case .step:
            accesses.append(.fixed)
            pointers.append(UnsafePointer(room(slot)))
        }
    }

    /// Turns expressions into steps, each of them once.
    private struct Builder {
        var sources: [Source] = []
        var steps: [renoir_step] = []
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
                steps.append(
                    renoir_step(
                        operation: expression.operation.code, first: Int32(inputs[0]),
                        second: Int32(inputs.count > 1 ? inputs[1] : inputs[0]),
                        third: Int32(inputs.count > 2 ? inputs[2] : inputs[0]), output: Int32(slot)))
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

    @_specialize(where Element == Double)
    @_specialize(where Element == Float)
    @_specialize(where Element == Int64)
    private func run(_ range: Range<Int>, into output: UnsafeMutablePointer<Element>?, _ use: (Piece) -> Void) {
        guard columns > 0, !range.isEmpty else { return }
        let pieceColumns = min(columns, Self.length)
        let pieceRows = max(1, Self.length / columns)
        var places: [UnsafePointer<Element>?] = pointers
        places.withUnsafeMutableBufferPointer { places in
            for row in stride(from: range.lowerBound, to: range.upperBound, by: pieceRows) {
                let someRows = min(pieceRows, range.upperBound - row)
                for column in stride(from: 0, to: columns, by: pieceColumns) {
                    let someColumns = min(pieceColumns, columns - column)
                    let target = output.map { $0 + (row * columns + column) } ?? room(root)
                    locate(places, row, someRows, column, someColumns)
                    if let first = places.baseAddress {
                        Element.calculate(
                            steps, steps.count, someRows * someColumns, first, goOn: goOn, targets, target)
                    }
                    if output == nil {
                        use(Piece(elements: target, row: row, rows: someRows, column: column, columns: someColumns))
                    }
                }
            }
        }
    }

    /// Finds out where the elements of a piece are.
    private func locate(
        _ places: UnsafeMutableBufferPointer<UnsafePointer<Element>?>, _ row: Int, _ rows: Int, _ column: Int,
        _ columns: Int
    ) {
        for slot in 0..<places.count {
            switch accesses[slot] {
            case .fixed: break
            case .elements: places[slot] = pointers[slot] + (row * self.columns + column)
            case .row: places[slot] = pointers[slot] + column
            case .column:
                Element.repeatEach(to: room(slot), rows, times: columns, pointers[slot] + row)
                places[slot] = UnsafePointer(room(slot))
            }
        }
    }
}
