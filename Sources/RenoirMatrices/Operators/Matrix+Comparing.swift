public import Renoir

/// Comparisons give 1 where they hold and 0 elsewhere. No number is equal to one that is none.
extension Matrix {
    /// 1 where are equal, else 0; as ``combined(with:_:)``.
    @inlinable
    public static func .== (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, ".==").map { $0 == $1 ? 1 : 0 }
    }

    /// 1 where are equal, else 0. Local.
    @inlinable
    public static func .== (left: Matrix, right: Element) -> Matrix { left.map { $0 == right ? 1 : 0 } }

    /// 1 where differ, else 0; as ``combined(with:_:)``.
    @inlinable
    public static func .!= (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, ".!=").map { $0 != $1 ? 1 : 0 }
    }

    /// 1 where differ, else 0. Local.
    @inlinable
    public static func .!= (left: Matrix, right: Element) -> Matrix { left.map { $0 != right ? 1 : 0 } }

    /// 1 where the left one is smaller, else 0; as ``combined(with:_:)``.
    @inlinable
    public static func .< (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, ".<").map { $0 < $1 ? 1 : 0 }
    }

    /// 1 where the left one is smaller, else 0. Local.
    @inlinable
    public static func .< (left: Matrix, right: Element) -> Matrix { left.map { $0 < right ? 1 : 0 } }

    /// 1 where the left one is not greater, else 0; as ``combined(with:_:)``.
    @inlinable
    public static func .<= (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, ".<=").map { $0 <= $1 ? 1 : 0 }
    }

    /// 1 where the left one is not greater, else 0. Local.
    @inlinable
    public static func .<= (left: Matrix, right: Element) -> Matrix { left.map { $0 <= right ? 1 : 0 } }

    /// 1 where the left one is greater, else 0; as ``combined(with:_:)``.
    @inlinable
    public static func .> (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, ".>").map { $0 > $1 ? 1 : 0 }
    }

    /// 1 where the left one is greater, else 0. Local.
    @inlinable
    public static func .> (left: Matrix, right: Element) -> Matrix { left.map { $0 > right ? 1 : 0 } }

    /// 1 where the left one is not smaller, else 0; as ``combined(with:_:)``.
    @inlinable
    public static func .>= (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try Operands(left, right, ".>=").map { $0 >= $1 ? 1 : 0 }
    }

    /// 1 where the left one is not smaller, else 0. Local.
    @inlinable
    public static func .>= (left: Matrix, right: Element) -> Matrix { left.map { $0 >= right ? 1 : 0 } }
}
