public import Renoir

/// Comparisons give 1 where they hold and 0 elsewhere. No number is equal to one that is none.
extension Matrix {
    /// 1 where are equal, else 0; as ``combined(with:_:)``.
    public static func .== (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.equal, [left, right], ".==")
    }

    /// 1 where are equal, else 0. Local.
    public static func .== (left: Matrix, right: Element) -> Matrix {
        left.calculated(.equal, [.matrix(left), .number(right)])
    }

    /// 1 where differ, else 0; as ``combined(with:_:)``.
    public static func .!= (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.unequal, [left, right], ".!=")
    }

    /// 1 where differ, else 0. Local.
    public static func .!= (left: Matrix, right: Element) -> Matrix {
        left.calculated(.unequal, [.matrix(left), .number(right)])
    }

    /// 1 where the left one is smaller, else 0; as ``combined(with:_:)``.
    public static func .< (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.less, [left, right], ".<")
    }

    /// 1 where the left one is smaller, else 0. Local.
    public static func .< (left: Matrix, right: Element) -> Matrix {
        left.calculated(.less, [.matrix(left), .number(right)])
    }

    /// 1 where the left one is not greater, else 0; as ``combined(with:_:)``.
    public static func .<= (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.lessOrEqual, [left, right], ".<=")
    }

    /// 1 where the left one is not greater, else 0. Local.
    public static func .<= (left: Matrix, right: Element) -> Matrix {
        left.calculated(.lessOrEqual, [.matrix(left), .number(right)])
    }

    /// 1 where the left one is greater, else 0; as ``combined(with:_:)``.
    public static func .> (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.more, [left, right], ".>")
    }

    /// 1 where the left one is greater, else 0. Local.
    public static func .> (left: Matrix, right: Element) -> Matrix {
        left.calculated(.more, [.matrix(left), .number(right)])
    }

    /// 1 where the left one is not smaller, else 0; as ``combined(with:_:)``.
    public static func .>= (left: Matrix, right: Matrix) throws(JobError) -> Matrix {
        try calculated(.moreOrEqual, [left, right], ".>=")
    }

    /// 1 where the left one is not smaller, else 0. Local.
    public static func .>= (left: Matrix, right: Element) -> Matrix {
        left.calculated(.moreOrEqual, [.matrix(left), .number(right)])
    }
}
