public import Renoir

/// Masks: what isn't 0 holds, also what is no number.
extension Matrix {
    /// 1 where both hold, else 0.
    ///
    /// ```swift
    /// let inside = try (a .> 0) .& (a .< 1)
    /// ```
    public static func .& (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.and, [left, right], ".&")
    }

    /// 1 where one holds, else 0.
    public static func .| (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.or, [left, right], ".|")
    }

    /// Elements of `yes` where this mask holds, of `no` elsewhere.
    ///
    /// ```swift
    /// let filled = try isNaN(a).where(zeros, else: a)
    /// ```
    ///
    /// One row, one column or one element stands for as many as the others have. Local, if all is where it's needed; else
    /// Collective.
    ///
    /// - Throws: On all ranks alike, with the code of bad data, if the shapes don't fit.
    public func `where`(_ yes: Matrix, else no: Matrix) throws(JobError) -> Matrix {
        try Self.calculated(.choose, [self, yes, no], "where")
    }

    /// A number where this mask holds, elements of `no` elsewhere.
    ///
    /// ```swift
    /// let filled = try isNaN(a).where(0, else: a)
    /// ```
    public func `where`(_ yes: Element, else no: Matrix) throws(JobError) -> Matrix {
        try self.where(context.fill(yes, rows: 1, columns: 1, .replicated), else: no)
    }

    /// Elements of `yes` where this mask holds, a number elsewhere.
    public func `where`(_ yes: Matrix, else no: Element) throws(JobError) -> Matrix {
        try self.where(yes, else: context.fill(no, rows: 1, columns: 1, .replicated))
    }
}
