public import Renoir

extension Matrix {
    /// What `operation` makes of each element of this column and each one of another column.
    ///
    /// ```swift
    /// let table = try numbers.outer(numbers) { try $0 * $1 }
    /// ```
    ///
    /// Collective: all ranks get the other column. Rows are where those of this column are.
    ///
    /// - Parameter operation: Gets this column, and the other one as a row.
    /// - Throws: On all ranks alike, with the code of bad data, if one of the two has more than one column.
    public func outer(
        _ other: Matrix, _ operation: (_ column: Matrix, _ row: Matrix) throws(JobError) -> Matrix
    ) throws(JobError) -> Matrix {
        guard columns == 1, other.columns == 1 else {
            throw JobError(.data, "outer: a matrix of \(shape) and one of \(other.shape) aren't columns")
        }
        return try operation(self, other.placed(.replicated).transposed())
    }
}
