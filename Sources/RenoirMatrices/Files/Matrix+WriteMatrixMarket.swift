public import Renoir

extension Matrix {
    /// Writes the matrix into a dense file in Matrix Market's format, column by column.
    ///
    /// ```swift
    /// try product.writeMatrixMarket("product.mtx")
    /// ```
    ///
    /// Collective: the matrix is transposed. Rank 0 writes, on its host, and gets the lines of other ranks in pieces. Numbers have the
    /// shortest form that reads back the same.
    ///
    /// - Throws: On all ranks alike, with the code of input and output, if the file can't be written.
    public func writeMatrixMarket(_ path: String) throws(JobError) {
        var file: OutputFile?
        var problem: JobError?
        let field = Element.valueType == "si64" ? "integer" : "real"
        if context.rank == 0 {
            do throws(JobError) {
                file = try OutputFile(path)
                try file?.write(Array("%%MatrixMarket matrix array \(field) general\n\(rows) \(columns)\n".utf8))
            } catch { problem = error }
        }
        try context.agree(on: problem)
        let byColumns = try transposed()
        try byColumns.eachPiece { bytes in
            guard problem == nil else { return }
            // An element a line.
            let column = bytes.map { $0 == UInt8(ascii: ",") ? 0x0a : $0 }
            do throws(JobError) { try file?.write(column) } catch { problem = error }
        }
        try context.agree(on: problem)
    }
}
