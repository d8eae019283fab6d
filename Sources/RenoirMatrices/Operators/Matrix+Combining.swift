public import Renoir

extension Matrix {
    /// Combines the elements of two matrices that stand at the same place.
    ///
    /// ```swift
    /// let distances = try x.combined(with: y) { ($0 - $1) * ($0 - $1) }
    /// ```
    ///
    /// One row, one column or one element stands for as many as the other matrix has. Local if both are where they are needed, with rows
    /// over ranks or replicated, and done at once; else Collective: one row goes to all ranks, and rows on rank 0 to the others.
    ///
    /// - Throws: On all ranks alike, with the code of bad data, if the shapes don't fit.
    @inlinable
    public func combined<Result: MatrixElement>(
        with other: Matrix, _ combine: (Element, Element) -> Result
    ) throws(JobError) -> Matrix<Result> {
        try Operands(self, other, "combined").map(combine)
    }

    /// The smaller one of each two elements; no number where one is none. As ``combined(with:_:)``.
    public func lesser(_ other: Matrix) throws(JobError) -> Matrix {
        try Self.calculated(.lesser, [self, other], "lesser")
    }

    /// The greater one of each two elements; no number where one is none. As ``combined(with:_:)``.
    public func greater(_ other: Matrix) throws(JobError) -> Matrix {
        try Self.calculated(.greater, [self, other], "greater")
    }
}
