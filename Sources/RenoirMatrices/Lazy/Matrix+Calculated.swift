internal import Renoir

extension Matrix {
    /// What an operation reads.
    enum Side {
        case matrix(Matrix)
        case number(Element)
    }

    /// The matrix of what `operation` makes of elements at the same place, calculated when it's needed. One row, one column or one
    /// element stands for as many as there are.
    ///
    /// Collective, if something isn't where it's needed.
    static func calculated(
        _ operation: ElementOperation, _ sides: [Matrix], _ name: String
    ) throws(JobError) -> Matrix {
        var (rows, columns) = (1, 1)
        for side in sides {
            guard let commonRows = common(rows, side.rows), let commonColumns = common(columns, side.columns) else {
                let others = sides.map(\.shape)
                throw JobError(.data, "\(name): \(Self.listed(others)) don't fit")
            }
            (rows, columns) = (commonRows, commonColumns)
        }
        let isRoot = sides.contains { $0.placement == .root } && !sides.contains { $0.placement == .rows }
        var placedSides = sides
        if !isRoot {
            for place in sides.indices {
                let isBroadcast = sides[place].rows != rows || sides[place].placement == .replicated
                placedSides[place] = try sides[place].placed(isBroadcast ? .replicated : .rows)
            }
        }
        let isOverRanks = placedSides.contains { $0.placement == .rows }
        return calculated(
            operation, placedSides.map { .matrix($0) }, rows, columns,
            isRoot ? .root : isOverRanks ? .rows : .replicated)
    }

    private static func listed(_ shapes: [String]) -> String {
        let all = shapes.enumerated().map { $0 == 0 ? "a matrix of \($1)" : "one of \($1)" }
        return all.dropLast().joined(separator: ", ") + " and " + (all.last ?? "")
    }

    private static func common(_ left: Int, _ right: Int) -> Int? {
        left == right || right == 1 ? left : left == 1 ? right : nil
    }

    /// What `operation` makes of each element, and of a number that stands on either side.
    func calculated(_ operation: ElementOperation, _ sides: [Side]) -> Matrix {
        Self.calculated(operation, sides, rows, columns, placement, context)
    }

    /// - Parameter sides: Where they are needed; the first one says of which ranks.
    private static func calculated(
        _ operation: ElementOperation, _ sides: [Side], _ rows: Int, _ columns: Int, _ placement: Placement,
        _ known: MatrixContext? = nil
    ) -> Matrix {
        var context = known
        if context == nil, case .matrix(let matrix)? = sides.first { context = matrix.context }
        guard let context else { preconditionFailure("an operation without a matrix") }
        let mine = context.rows(of: context.rank, rows, placement)
        let operands = sides.map { side -> Expression<Element>.Operand in
            switch side {
            case .number(let number): .one(number)
            case .matrix(let matrix): matrix.operand(rows, columns, placement, first: mine.lowerBound)
            }
        }
        let expression = Expression(rows: mine.count, columns: columns, operation, operands)
        return Matrix(context, rows: rows, columns: columns, placement, expression)
    }

    private func operand(
        _ rows: Int, _ columns: Int, _ placement: Placement, first: Int
    ) -> Expression<Element>.Operand {
        // A replicated one has more rows than this rank needs.
        let start = self.placement == .replicated && placement == .rows ? first : 0
        switch (self.rows == rows, self.columns == columns) {
        case (true, true):
            return self.placement == placement ? .expression(expression) : .elements(local, from: start * columns)
        case (true, false): return .column(local, from: start)
        case (false, true): return .row(local)
        // On rank 0 alone, others have no element, and nothing to calculate.
        case (false, false): return .one(local.first ?? .zero)
        }
    }
}
