internal import CMPI

/// How the values of all ranks become one.
public struct Reduction: Sendable, Hashable {
    let operation: UInt32

    /// The sum: of integers modulo 2^64, of floating-point numbers in an order that MPI chooses.
    public static let sum = Reduction(operation: CMPI_SUM.rawValue)
    public static let minimum = Reduction(operation: CMPI_MINIMUM.rawValue)
    public static let maximum = Reduction(operation: CMPI_MAXIMUM.rawValue)
}

/// A type of 8 bytes that MPI can reduce: `UInt64`, `Int64` or `Double`.
public protocol Reducible: BitwiseCopyable, Sendable {
    static var reducibleType: ReducibleType { get }
}

/// What MPI calls a reducible type.
public struct ReducibleType: Sendable, Hashable {
    let word: UInt32
}

extension UInt64: Reducible {
    public static var reducibleType: ReducibleType { ReducibleType(word: CMPI_UINT64.rawValue) }
}

extension Int64: Reducible {
    public static var reducibleType: ReducibleType { ReducibleType(word: CMPI_INT64.rawValue) }
}

extension Double: Reducible {
    public static var reducibleType: ReducibleType { ReducibleType(word: CMPI_DOUBLE.rawValue) }
}
