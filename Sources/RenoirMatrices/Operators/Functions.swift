/// Functions of each element, with their usual names. Local: what they give is calculated with all of a formula in one pass.
///
/// ```swift
/// let total = try (sqrt(abs(a * 2 + b) - c) * d).sum()
/// ```

/// Elements without their sign.
public func abs<Element>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.absolute, [.matrix(matrix)])
}

/// -1, 0 or 1; no number of no number.
public func sign<Element>(_ matrix: Matrix<Element>) -> Matrix<Element> { matrix.calculated(.sign, [.matrix(matrix)]) }

/// The nearest whole numbers; of two, the even one, as in NumPy.
public func round<Element>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.round, [.matrix(matrix)])
}

/// The greatest whole numbers that aren't greater.
public func floor<Element>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.floor, [.matrix(matrix)])
}

/// The smallest whole numbers that aren't smaller.
public func ceil<Element>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.ceiling, [.matrix(matrix)])
}

/// 1 where is no number, else 0.
public func isNaN<Element>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.isNaN, [.matrix(matrix)])
}

/// Square roots.
public func sqrt<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.root, [.matrix(matrix)])
}

/// Powers of *e*.
public func exp<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.exponential, [.matrix(matrix)])
}

/// Natural logarithms.
public func log<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.naturalLogarithm, [.matrix(matrix)])
}

/// Sines.
public func sin<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.sine, [.matrix(matrix)])
}

/// Cosines.
public func cos<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.cosine, [.matrix(matrix)])
}

/// Tangents.
public func tan<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.tangent, [.matrix(matrix)])
}

/// Arc sines.
public func asin<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.arcSine, [.matrix(matrix)])
}

/// Arc cosines.
public func acos<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.arcCosine, [.matrix(matrix)])
}

/// Arc tangents.
public func atan<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.arcTangent, [.matrix(matrix)])
}

/// Hyperbolic sines.
public func sinh<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.hyperbolicSine, [.matrix(matrix)])
}

/// Hyperbolic cosines.
public func cosh<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.hyperbolicCosine, [.matrix(matrix)])
}

/// Hyperbolic tangents.
public func tanh<Element: BinaryFloatingPoint>(_ matrix: Matrix<Element>) -> Matrix<Element> {
    matrix.calculated(.hyperbolicTangent, [.matrix(matrix)])
}
