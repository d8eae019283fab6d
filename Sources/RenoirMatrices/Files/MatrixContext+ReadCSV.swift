internal import Records
public import Renoir

extension MatrixContext {
    /// A matrix of numbers from a file: a line for each row, commas between cells, no header.
    ///
    /// ```swift
    /// let points: Matrix<Double> = try matrices.readCSV("points.csv")
    /// ```
    ///
    /// Collective. Each rank reads a part of the file, which all of them have to see; empty lines don't count. If there is a file with
    /// the ending `.meta` beside it, what that says has to be so: `{"numRows": 2, "numCols": 4, "valueType": "f64"}`.
    ///
    /// - Parameter type: What the elements are; a file that isn't made of that is refused.
    /// - Returns: The matrix with rows over ranks.
    /// - Throws: On all ranks alike: with the code of input and output, if the file can't be read; with that of bad data, if a cell is
    ///   no number or a line has another number of cells than the first one, with the number of that line.
    /// - Complexity: For a file of *n* bytes, each rank reads *n* / *size* of them, and sends the rows that are others' then.
    public func readCSV<Element: MatrixElement>(
        _ path: String, as type: Element.Type = Double.self
    ) throws(JobError) -> Matrix<Element> {
        var part = Part<Element>()
        var problem: JobError?
        do { part = try self.part(of: path) } catch { problem = error }
        try agree(on: problem)
        // What a line's number is depends on the ranks before.
        let counts = try wait { $0.allGather([part.block.lines, part.block.rows, part.columns, part.size]) }
        func count(_ rank: Int, _ place: Int) -> Int { counts[rank * 4 + place] }
        if let bad = part.problem {
            let line = (0..<rank).reduce(1 + bad.line) { $0 + count($1, 0) }
            problem = JobError(.data, "\(path), line \(line): \(bad.text)")
        }
        try agree(on: problem)
        guard (1..<size).allSatisfy({ count($0, 3) == count(0, 3) }) else {
            throw JobError(.data, "\(path) isn't the same file on all ranks: they have to see one")
        }
        let first = (0..<rank).reduce(0) { $0 + count($1, 1) }
        let rows = (0..<size).reduce(0) { $0 + count($1, 1) }
        let shape = try shape(of: part.description, path, rows, part.columns)
        let local = try moved(part.block.elements, first: first, total: shape.rows, columns: shape.columns)
        return Matrix(self, rows: shape.rows, columns: shape.columns, .rows, local: local)
    }

    /// What a rank knows of the file.
    private struct Part<Element> {
        var block = CommaSeparated.Block<Element>()
        var problem: CommaSeparated.Problem?
        var columns = 0
        var size = 0
        var description: MatrixDescription?
    }

    private func part<Element: MatrixElement>(of path: String) throws(JobError) -> Part<Element> {
        var part = Part<Element>()
        let file = try InputFile(path)
        part.size = file.size
        part.description = try MatrixDescription.read(beside: path)
        part.columns = CommaSeparated.columns(ofLine: try file.firstLine())
        let lines = try file.lines(ofPart: rank, of: size)
        part.problem = try file.pieces(of: lines, atMost: pieceBytes) { text in
            do throws(CommaSeparated.Problem) {
                try CommaSeparated.read(text, columns: part.columns, into: &part.block)
            } catch { return error }
            return nil
        }
        // Those behind count on it.
        if part.problem != nil { part.block.lines = try file.lineEnds(in: lines) }
        return part
    }

    /// The shape of a file with `rows` lines; without any, what the description says.
    private func shape(
        of description: MatrixDescription?, _ path: String, _ rows: Int, _ columns: Int
    ) throws(JobError) -> (rows: Int, columns: Int) {
        guard let description else { return (rows, rows == 0 ? 0 : columns) }
        let (saidRows, saidColumns) = (description.numRows, description.numCols)
        // A row without columns has no line.
        let isEmpty = rows == 0 && min(saidRows, saidColumns) == 0
        guard isEmpty || saidRows == rows && saidColumns == columns else {
            throw JobError(
                .data,
                "\(path) has \(rows) × \(columns) numbers, and \(MatrixDescription.file(of: path)) says "
                    + "\(saidRows) × \(saidColumns)")
        }
        return (saidRows, saidColumns)
    }
}
