public import Renoir

extension MatrixContext {
    /// A matrix from a file of NumPy (`.npy`).
    ///
    /// ```swift
    /// let points = try matrices.readNumPy("points.npy")
    /// ```
    ///
    /// Collective. Arrays of one dimension, which are a column, and of two, of `f8`, `f4` or `i8` in any order of bytes, by rows or by columns.
    /// `f4` can be read as `Double`, too. Each rank reads its own rows; all have to see the file.
    ///
    /// - Throws: On all ranks alike: with the code of input and output, if the file can't be read; with that of bad data, if it's
    ///   something else.
    /// - Complexity: Each rank reads what it has; an array by columns is transposed then.
    public func readNumPy<Element: MatrixElement>(
        _ path: String, as type: Element.Type = Double.self
    ) throws(JobError) -> Matrix<Element> {
        let header = try agreed(path) { file throws(JobError) in
            let header = try NumPyHeader(file)
            guard header.layout.fits(Element.self) else {
                throw JobError(
                    .data, "\(path) has numbers of type \(header.layout.kind.rawValue), which aren't \(Element.self)")
            }
            return header
        }
        let (rows, columns) = header.isByColumns ? (header.columns, header.rows) : (header.rows, header.columns)
        let matrix: Matrix<Element> = try readNumbers(
            path, from: header.byteCount, rows: rows, columns: columns, header.layout)
        return header.isByColumns ? try matrix.transposed() : matrix
    }
}

extension Matrix {
    /// Writes the matrix into a file of NumPy (`.npy`).
    ///
    /// ```swift
    /// try product.writeNumPy("product.npy")
    /// ```
    ///
    /// Collective. Each rank writes its own rows; all have to see the file.
    ///
    /// - Throws: On all ranks alike, with the code of input and output, if the file can't be written.
    public func writeNumPy(_ path: String) throws(JobError) {
        try writeElements(path, header: NumPyHeader.bytes(Element.self, rows: rows, columns: columns))
    }
}
