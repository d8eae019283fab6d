public import Renoir

extension MatrixContext {
    /// A matrix from a file of numbers as they are in memory, row by row.
    ///
    /// ```swift
    /// let points = try matrices.readBinary("points.bin", columns: 3)
    /// ```
    ///
    /// Collective. Each rank reads its own rows; all have to see the file.
    ///
    /// - Parameter columns: Needed, unless the file with the ending `.meta` beside it says it, as that of ``Matrix/writeBinary(_:)`` does.
    /// - Throws: On all ranks alike: with the code of input and output, if the file can't be read; with that of bad data, if it's of
    ///   another size than the description says, or there is none.
    public func readBinary<Element: MatrixElement>(
        _ path: String, as type: Element.Type = Double.self, columns: Int? = nil
    ) throws(JobError) -> Matrix<Element> {
        let layout = NumberLayout.native(Element.self)
        let shape = try agreed(path) { file throws(JobError) in
            if let description = try MatrixDescription.read(beside: path) {
                let (rows, saidColumns) = (description.numRows, description.numCols)
                guard description.valueType == Element.valueType else {
                    throw JobError(
                        .data, "\(path) has numbers of type \(description.valueType.visible), not \(Element.valueType)")
                }
                let (count, isTooLarge) = rows.multipliedReportingOverflow(by: saidColumns)
                let (bytes, isTooLong) = count.multipliedReportingOverflow(by: layout.width)
                guard rows >= 0, saidColumns >= 0, !isTooLarge, !isTooLong, bytes == file.size,
                    columns ?? saidColumns == saidColumns
                else {
                    throw JobError(
                        .data,
                        "\(path) has \(file.size) bytes, and \(MatrixDescription.file(of: path)) says \(rows) × \(saidColumns)"
                    )
                }
                return (rows, saidColumns)
            }
            guard let columns, columns > 0 else {
                throw JobError(.data, "\(path): nothing says how many columns it has")
            }
            guard file.size % (columns * layout.width) == 0 else {
                throw JobError(.data, "\(path) has \(file.size) bytes, which aren't rows of \(columns) numbers")
            }
            return (file.size / columns / layout.width, columns)
        }
        return try readNumbers(path, from: 0, rows: shape.0, columns: shape.1, layout)
    }
}

extension Matrix {
    /// Writes the elements as they are in memory, row by row, and a description beside the file.
    ///
    /// ```swift
    /// try points.writeBinary("points.bin")      // and points.bin.meta
    /// ```
    ///
    /// Collective. Each rank writes its own rows; all have to see the file.
    ///
    /// - Throws: On all ranks alike, with the code of input and output, if the file can't be written.
    public func writeBinary(_ path: String) throws(JobError) {
        try writeElements(path, header: [])
        var problem: JobError?
        if context.rank == 0 {
            let description = MatrixDescription(numRows: rows, numCols: columns, valueType: Element.valueType)
            do throws(JobError) {
                try OutputFile(MatrixDescription.file(of: path)).write(Array(description.json.utf8))
            } catch { problem = error }
        }
        try context.agree(on: problem)
    }
}
