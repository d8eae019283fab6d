public import Renoir
internal import Session

extension Matrix {
    /// The matrix product.
    ///
    /// ```swift
    /// let product = try a.times(b)
    /// ```
    ///
    /// Collective, unless `other` is replicated. The result has its rows where those of this matrix are; over ranks, if only `other`'s
    /// are. Rows of `other` come from each rank in turn, the next ones while those before are multiplied. The plain loop sums
    /// each element from the first product on, so that the result is the same at any number of ranks; a library that
    /// ``MatrixContext/use(_:)`` names has an order of its own.
    ///
    /// - Throws: With the code of bad data, if this matrix has another number of columns than `other` has rows.
    /// - Complexity: *m k n* products for *m* × *k* and *k* × *n*, shared by the ranks. Each rank gets all of `other`, and has two
    ///   ranks' rows of it at a time.
    public func times(_ other: Matrix) throws(JobError) -> Matrix {
        guard columns == other.rows else {
            throw JobError(.data, "times: a matrix of \(shape) and one of \(other.shape) don't fit")
        }
        switch (placement, other.placement) {
        case (.replicated, .replicated), (.rows, .replicated), (.root, .replicated), (.root, .root):
            var product = Product(self, columns: other.columns)
            product.add(other.local, firstRow: 0)
            return product.matrix(of: self)
        case (.replicated, .rows), (.root, .rows): return try placed(.rows).times(other)
        case (_, .root): return try times(other.placed(.replicated))
        case (.rows, .rows): return try rotated(other)
        }
    }

    /// Both have rows over ranks.
    private func rotated(_ other: Matrix) throws(JobError) -> Matrix {
        let ranks = (0..<context.size).filter { !other.elements(of: $0, .rows).isEmpty }
        var product = Product(self, columns: other.columns)
        var next: PendingCollective<[Element]>?
        for (turn, rank) in ranks.enumerated() {
            let coming = if let next { next } else { try context.start { $0.broadcast(other.local, from: rank) } }
            let panel = try context.finish(coming)
            next = turn + 1 < ranks.count ? try context.start { $0.broadcast(other.local, from: ranks[turn + 1]) } : nil
            context.noteMove(
                "times: rows of rank \(rank) to all", sent: rank == context.rank ? panel.count : 0, got: panel.count,
                of: Element.self)
            product.add(panel, firstRow: context.rows(of: rank, other.rows, .rows).lowerBound)
        }
        return product.matrix(of: self)
    }
}

/// A product to which rows of the second factor are added in their order.
private struct Product<Element: MatrixElement> {
    private let context: MatrixContext
    private let left: [Element]
    private let leftColumns: Int
    private let rows: Int
    private let columns: Int
    private var elements: [Element]
    private let multiply: LocalProducts.Multiply<Element>?

    init(_ left: Matrix<Element>, columns: Int) {
        context = left.context
        self.left = left.local
        leftColumns = left.columns
        rows = left.localRows.count
        self.columns = columns
        elements = [Element](repeating: .zero, count: rows * columns)
        let work = Double(left.rows) * Double(left.columns) * Double(columns)
        multiply = context.products?.multiply(Element.self, work: work)
    }

    mutating func add(_ panel: [Element], firstRow: Int) {
        guard rows > 0, columns > 0, !panel.isEmpty else { return }
        let (rows, columns, lead, depth) = (rows, columns, leftColumns, panel.count / columns)
        left.withUnsafeBufferPointer { left in
            panel.withUnsafeBufferPointer { panel in
                elements.withUnsafeMutableBufferPointer { elements in
                    guard let leftStart = left.baseAddress, let panelStart = panel.baseAddress,
                        let start = elements.baseAddress
                    else { return }
                    // Each thread has rows of its own, and all are done when this returns.
                    nonisolated(unsafe) let a = leftStart + firstRow
                    nonisolated(unsafe) let b = panelStart
                    nonisolated(unsafe) let c = start
                    if let multiply {
                        return multiply(a, lead, false, b, c, rows, depth, columns)
                    }
                    context.inParallel(rows, work: Double(rows) * Double(columns) * Double(depth)) { some in
                        let (from, to) = (a + some.lowerBound * lead, c + some.lowerBound * columns)
                        Kernels.addProduct(from, lead: lead, b, to: to, m: some.count, k: depth, n: columns)
                    }
                }
            }
        }
    }

    func matrix(of left: Matrix<Element>) -> Matrix<Element> {
        Matrix(left.context, rows: left.rows, columns: columns, left.placement, local: elements)
    }
}
