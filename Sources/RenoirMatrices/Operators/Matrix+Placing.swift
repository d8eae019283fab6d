public import Renoir

extension Matrix {
    /// The same matrix with its rows elsewhere.
    ///
    /// ```swift
    /// let weights = try small.placed(.replicated)
    /// ```
    ///
    /// Collective: rows on all ranks are gathered, those on rank 0 broadcast or scattered. Nothing moves if they are there already, as
    /// those of a replicated matrix are.
    ///
    /// - Complexity: For *n* bytes, to `.replicated` up to *n* to each rank, to `.rows` *n* from rank 0, to `.root` *n* to rank 0.
    public func placed(_ placement: Placement) throws(JobError) -> Matrix {
        if placement == self.placement { return self }
        let elements: [Element] =
            switch (self.placement, placement) {
            case (.rows, .rows), (.replicated, .replicated), (.root, .root): local
            case (.rows, .replicated): try context.wait { $0.allGatherv(local) }.elements
            case (.rows, .root): try context.wait { $0.gatherv(local, to: 0) }?.elements ?? []
            case (.replicated, .rows): Array(local[elements(of: context.rank, .rows)])
            case (.replicated, .root): context.rank == 0 ? local : []
            case (.root, .replicated): try context.wait { $0.broadcast(context.rank == 0 ? local : nil, from: 0) }
            case (.root, .rows): try scattered()
            }
        if self.placement != .replicated {
            context.noteMove(
                "\(shape) from \(self.placement) to \(placement)", sent: local.count, got: elements.count,
                of: Element.self)
        }
        return Matrix(context, rows: rows, columns: columns, placement, local: elements)
    }

    private func scattered() throws(JobError) -> [Element] {
        let counts = (0..<context.size).map { elements(of: $0, .rows).count }
        let isRoot = context.rank == 0
        return try context.wait { $0.scatterv(isRoot ? local : nil, counts: isRoot ? counts : nil, from: 0) }
    }

    /// Where the elements of a rank's rows are among all.
    func elements(of rank: Int, _ placement: Placement) -> Range<Int> {
        let rows = context.rows(of: rank, rows, placement)
        return rows.lowerBound * columns..<rows.upperBound * columns
    }

    /// All elements, row by row, on every rank.
    ///
    /// ```swift
    /// print(try coefficients.elements())
    /// ```
    ///
    /// Collective, as ``placed(_:)`` to `.replicated`.
    public func elements() throws(JobError) -> [Element] { try placed(.replicated).local }
}
