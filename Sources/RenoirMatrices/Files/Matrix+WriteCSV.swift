public import Renoir

extension Matrix {
    /// Writes the matrix into a file, a line for each row and commas between cells, with a description beside it.
    ///
    /// ```swift
    /// try product.writeCSV("product.csv")      // and product.csv.meta
    /// ```
    ///
    /// Collective. Rank 0 writes, on its host, and gets the lines of other ranks in pieces. Numbers have the shortest form that
    /// reads back the same: `2.0`, `1e-05`, `inf`, `nan`.
    ///
    /// - Throws: On all ranks alike, with the code of input and output, if the file can't be written.
    /// - Complexity: Every rank makes the text of its own rows.
    public func writeCSV(_ path: String) throws(JobError) {
        var file: OutputFile?
        var problem: JobError?
        if context.rank == 0 {
            do { file = try OutputFile(path) } catch { problem = error }
        }
        try context.agree(on: problem)
        try eachPiece { bytes in
            guard problem == nil else { return }
            do throws(JobError) { try file?.write(bytes) } catch { problem = error }
        }
        if context.rank == 0, problem == nil {
            let description = MatrixDescription(numRows: rows, numCols: columns, valueType: Element.valueType)
            do throws(JobError) {
                try OutputFile(MatrixDescription.file(of: path)).write(Array(description.json.utf8))
            } catch { problem = error }
        }
        try context.agree(on: problem)
    }

    /// Calls `use` on rank 0 with the lines of ``writeCSV(_:)``, piece by piece in order.
    ///
    /// ```swift
    /// try product.eachPiece { output.write($0) }
    /// ```
    ///
    /// Collective.
    public func eachPiece(_ use: ([UInt8]) -> Void) throws(JobError) {
        guard placement == .rows else {
            if context.rank == 0 { for piece in pieces(localRows.count) { use(text(of: piece)) } }
            return
        }
        for rank in 0..<context.size {
            for piece in pieces(context.rows(of: rank, rows, .rows).count) {
                let mine = rank == context.rank ? text(of: piece) : []
                if rank == 0 {
                    if context.rank == 0 { use(mine) }
                } else if let bytes = try context.wait({ $0.gatherv(mine, to: 0) })?.elements {
                    use(bytes)
                }
            }
        }
    }

    /// Ranges of so many rows.
    private func pieces(_ count: Int) -> [Range<Int>] {
        let rows = Swift.max(1, context.pieceBytes / Swift.max(1, columns) / 16)
        return stride(from: 0, to: count, by: rows).map { $0..<Swift.min(count, $0 + rows) }
    }

    private func text(of rows: Range<Int>) -> [UInt8] {
        var bytes: [UInt8] = []
        CommaSeparated.write(
            local[rows.lowerBound * columns..<rows.upperBound * columns], columns: columns, to: &bytes)
        return bytes
    }
}
