public import Renoir

/// Columns of labels, which are whole numbers from 0 on.
extension Matrix {
    /// A row for each label, with 1 in the label's column and 0 elsewhere.
    ///
    /// ```swift
    /// let members = try nearest.oneHot(classes: 3)
    /// ```
    ///
    /// Collective: ranks agree on whether all labels are good. Rows are where they were.
    ///
    /// - Throws: On all ranks alike, with the code of bad data, if there is more than one column, or an element isn't one of
    ///   0 to `classes` - 1.
    public func oneHot(classes: Int) throws(JobError) -> Matrix {
        let labels = try labels("oneHot", classes)
        var elements = [Element](repeating: .zero, count: labels.count * classes)
        for (row, label) in labels.enumerated() { elements[row * classes + label] = 1 }
        return Matrix(context, rows: rows, columns: classes, placement, local: elements)
    }

    /// The sums of the rows that have the same label, a row for each label, replicated.
    ///
    /// ```swift
    /// let means = try points.sums(byLabel: nearest, classes: 3) / counts
    /// ```
    ///
    /// Collective. Rows are summed as ``columnSums()`` does; labels move to where the rows are.
    ///
    /// - Throws: On all ranks alike, with the code of bad data, if there aren't as many labels, or one isn't from 0 to `classes` - 1.
    /// - Complexity: Each rank sends up to 20 results to each other one.
    public func sums<Label: MatrixElement>(byLabel labels: Matrix<Label>, classes: Int) throws(JobError) -> Matrix {
        guard labels.rows == rows else {
            throw JobError(.data, "sums(byLabel:): \(rows) rows and \(labels.rows) labels don't fit")
        }
        let places = try labels.placed(placement).labels("sums(byLabel:)", classes)
        let (elements, width) = (local, columns)
        let sums = try summed(width: classes * width) { rows, sums in
            sums.withUnsafeMutableBufferPointer { sums in
                elements.withUnsafeBufferPointer { elements in
                    guard let target = sums.baseAddress, let source = elements.baseAddress else { return }
                    for row in rows {
                        Element.addRows(to: target + places[row] * width, rows: 1, columns: width, source + row * width)
                    }
                }
            }
        }
        return Matrix(context, rows: classes, columns: width, .replicated, local: sums)
    }

    /// This rank's labels.
    fileprivate func labels(_ name: String, _ classes: Int) throws(JobError) -> [Int] {
        guard columns == 1 else { throw JobError(.data, "\(name): labels are one column, not a matrix of \(shape)") }
        guard classes >= 0 else { throw JobError(.data, "\(name): \(classes) classes") }
        let numbers = Dictionary(
            (0..<classes).map { (Element(count: $0), $0) }, uniquingKeysWith: { first, _ in first })
        var problem: JobError?
        let local = local
        var labels: [Int] = []
        labels.reserveCapacity(local.count)
        for (row, element) in local.enumerated() {
            guard let label = numbers[element] else {
                let place = localRows.lowerBound + row
                problem = JobError(
                    .data, "\(name): label \(element.cell) in row \(place) isn't one of 0 to \(classes - 1)")
                break
            }
            labels.append(label)
        }
        try context.agree(on: problem)
        return labels
    }
}
