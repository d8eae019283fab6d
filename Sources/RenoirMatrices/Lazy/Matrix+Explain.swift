extension Matrix {
    /// How the matrix is calculated: shape, where its rows are, and the formula of what hasn't been calculated yet.
    ///
    /// ```swift
    /// print((a * 2 + 1).explain())
    /// // 1000 × 10 of f64, rows over 2 ranks: one pass of 2 operations, (a * 2.0) + 1.0
    /// ```
    ///
    /// Local. ``MatrixContext/explain()`` has what was done before.
    public func explain() -> String { calculation }

    var calculation: String {
        let place =
            switch placement {
            case .rows: "rows over \(context.size) \(context.size == 1 ? "rank" : "ranks")"
            case .replicated: "replicated"
            case .root: "on rank 0"
            }
        let head = "\(shape) of \(Element.valueType), \(place)"
        if expression.isStored { return "\(head): in memory" }
        var formula = Formula<Element>()
        let text = formula.text(expression, isOutermost: true)
        let operations = formula.operations == 1 ? "1 operation" : "\(formula.operations) operations"
        return "\(head): one pass of \(operations), \(text)"
    }

    /// The pass that calculates the matrix for something that needs it once.
    func pass(_ use: String) -> Pass<Element> {
        context.note("\(use) of \(calculation)")
        expression.uses += 1
        // The second time, it's kept.
        _ = expression.elementsForPass()
        return Pass(expression)
    }
}

/// An expression as text, in which what is in memory has a letter.
private struct Formula<Element: MatrixElement> {
    private(set) var operations = 0
    private var names: [UnsafeRawPointer?: String] = [:]

    mutating func text(_ expression: Expression<Element>, isOutermost: Bool = false) -> String {
        if let stored = expression.stored { return name(of: stored) }
        operations += 1
        let sides = expression.operands.map { side($0) }
        let symbol = expression.operation.symbol
        guard symbol.isBetween else { return "\(symbol.text)(\(sides.joined(separator: ", ")))" }
        let formula = sides.joined(separator: " \(symbol.text) ")
        return isOutermost ? formula : "(\(formula))"
    }

    private mutating func side(_ operand: Expression<Element>.Operand) -> String {
        switch operand {
        case .expression(let expression): text(expression)
        case .elements(let elements, _): name(of: elements)
        case .row(let elements): "row \(name(of: elements))"
        case .column(let elements, _): "column \(name(of: elements))"
        case .one(let element): "\(element)"
        }
    }

    private mutating func name(of elements: [Element]) -> String {
        let place = elements.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
        if let name = names[place] { return name }
        let number = names.count
        let letter = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number % 26)))
        let name = number < 26 ? letter : "\(letter)\(number / 26)"
        names[place] = name
        return name
    }
}
