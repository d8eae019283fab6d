public import Renoir

extension Matrix {
    /// The sums of two matrices, as ``combined(with:_:)``.
    public static func + (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.add, [left, right], "+")
    }

    /// The sums of each element and a number. Local.
    public static func + (left: Matrix, right: Element) -> Matrix {
        left.calculated(.add, [.matrix(left), .number(right)])
    }

    /// The sums of a number and each element. Local.
    public static func + (left: Element, right: Matrix) -> Matrix {
        right.calculated(.add, [.number(left), .matrix(right)])
    }

    /// The differences of two matrices, as ``combined(with:_:)``.
    public static func - (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.subtract, [left, right], "-")
    }

    /// The differences of each element and a number. Local.
    public static func - (left: Matrix, right: Element) -> Matrix {
        left.calculated(.subtract, [.matrix(left), .number(right)])
    }

    /// The differences of a number and each element. Local.
    public static func - (left: Element, right: Matrix) -> Matrix {
        right.calculated(.subtract, [.number(left), .matrix(right)])
    }

    /// The products, element by element, of two matrices, as ``combined(with:_:)``.
    public static func * (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.multiply, [left, right], "*")
    }

    /// The products, element by element, of each element and a number. Local.
    public static func * (left: Matrix, right: Element) -> Matrix {
        left.calculated(.multiply, [.matrix(left), .number(right)])
    }

    /// The products, element by element, of a number and each element. Local.
    public static func * (left: Element, right: Matrix) -> Matrix {
        right.calculated(.multiply, [.number(left), .matrix(right)])
    }

    /// The quotients of two matrices, as ``combined(with:_:)``.
    public static func / (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.divide, [left, right], "/")
    }

    /// The quotients of each element and a number. Local.
    public static func / (left: Matrix, right: Element) -> Matrix {
        left.calculated(.divide, [.matrix(left), .number(right)])
    }

    /// The quotients of a number and each element. Local.
    public static func / (left: Element, right: Matrix) -> Matrix {
        right.calculated(.divide, [.number(left), .matrix(right)])
    }

    /// The same with the other sign. Local.
    public static prefix func - (matrix: Matrix) -> Matrix { matrix.calculated(.negate, [.matrix(matrix)]) }
}
