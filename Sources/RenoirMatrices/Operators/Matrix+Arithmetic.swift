public import Renoir

extension Matrix {
    /// The sums of two matrices, as ``combined(with:_:)``.
    @inlinable
    public static func + (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, "+").map { Element.sum($0, $1) }
    }

    /// The sums of each element and a number. Local.
    @inlinable
    public static func + (left: Matrix, right: Element) -> Matrix { left.map { Element.sum($0, right) } }

    /// The sums of a number and each element. Local.
    @inlinable
    public static func + (left: Element, right: Matrix) -> Matrix { right.map { Element.sum(left, $0) } }

    /// The differences of two matrices, as ``combined(with:_:)``.
    @inlinable
    public static func - (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, "-").map { Element.difference($0, $1) }
    }

    /// The differences of each element and a number. Local.
    @inlinable
    public static func - (left: Matrix, right: Element) -> Matrix { left.map { Element.difference($0, right) } }

    /// The differences of a number and each element. Local.
    @inlinable
    public static func - (left: Element, right: Matrix) -> Matrix { right.map { Element.difference(left, $0) } }

    /// The products, element by element, of two matrices, as ``combined(with:_:)``.
    @inlinable
    public static func * (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, "*").map { Element.product($0, $1) }
    }

    /// The products, element by element, of each element and a number. Local.
    @inlinable
    public static func * (left: Matrix, right: Element) -> Matrix { left.map { Element.product($0, right) } }

    /// The products, element by element, of a number and each element. Local.
    @inlinable
    public static func * (left: Element, right: Matrix) -> Matrix { right.map { Element.product(left, $0) } }

    /// The quotients of two matrices, as ``combined(with:_:)``.
    @inlinable
    public static func / (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, "/").map { Element.quotient($0, $1) }
    }

    /// The quotients of each element and a number. Local.
    @inlinable
    public static func / (left: Matrix, right: Element) -> Matrix { left.map { Element.quotient($0, right) } }

    /// The quotients of a number and each element. Local.
    @inlinable
    public static func / (left: Element, right: Matrix) -> Matrix { right.map { Element.quotient(left, $0) } }

    /// The same with the other sign. Local.
    @inlinable
    public static prefix func - (matrix: Matrix) -> Matrix { matrix.map { Element.product(-1, $0) } }
}
