public import CMatrices
public import Records

/// A number that matrices are made of: `Double`, `Float` or `Int64`.
///
/// Arithmetic is that of the processor and never traps: integers wrap around, and a division of integers by zero gives 0.
public protocol MatrixElement: BitwiseCopyable, SIMDScalar, Hashable, Codable, Comparable, Numeric, Sendable {
    static func sum(_ left: Self, _ right: Self) -> Self
    static func difference(_ left: Self, _ right: Self) -> Self
    static func product(_ left: Self, _ right: Self) -> Self
    static func quotient(_ left: Self, _ right: Self) -> Self
    /// `sum + factor * numbers`, rounded after each of the two.
    static func adding(_ factor: Self, times numbers: SIMD4<Self>, to sum: SIMD4<Self>) -> SIMD4<Self>
    /// Does steps with `count` elements of each slot; the last one writes to `output`.
    static func calculate(
        _ steps: UnsafePointer<renoir_step>, _ stepCount: Int, _ count: Int,
        _ places: UnsafePointer<UnsafePointer<Self>?>, goOn: UnsafePointer<UInt8>,
        _ rooms: UnsafePointer<UnsafeMutablePointer<Self>?>, _ output: UnsafeMutablePointer<Self>)
    /// Adds elements to 8 sums in turn, the first one to that of number `place` modulo 8.
    static func addInTurn(
        to sums: UnsafeMutablePointer<Self>, place: Int, _ count: Int, _ elements: UnsafePointer<Self>)
    /// Adds rows to a row.
    static func addRows(
        to sums: UnsafeMutablePointer<Self>, rows: Int, columns: Int, _ elements: UnsafePointer<Self>)
    /// The sum of each row, made by adding in turn to 8 sums.
    static func sumEachRow(
        to sums: UnsafeMutablePointer<Self>, rows: Int, columns: Int, _ elements: UnsafePointer<Self>)
    /// Each of some elements as often as said.
    static func repeatEach(
        to output: UnsafeMutablePointer<Self>, _ count: Int, times: Int, _ elements: UnsafePointer<Self>)
    /// Whether it is no number; never of integers.
    var isMissing: Bool { get }
    /// A number from 0 to 1 without 1, or any integer, made of 64 random bits.
    init(randomBits: UInt64)
    /// The number that `count` bytes say, if they are of the usual form: no blanks, no exponent. Up to 16 bytes behind are read.
    static func number(_ start: UnsafeRawPointer, _ count: Int) -> Self?
    /// The number that the bytes of a cell say; nil if they say none.
    init?(cell: ByteString)
    /// In the shortest form that reads back the same.
    var cell: String { get }
    /// The number for a count.
    init(count: Int)
    /// As the files that describe a matrix name the type.
    static var valueType: String { get }
}

extension MatrixElement {
    /// The smaller one; no number if one is none.
    @inlinable
    public static func lesser(_ left: Self, _ right: Self) -> Self { left.isMissing || left < right ? left : right }

    /// The greater one; no number if one is none.
    @inlinable
    public static func greater(_ left: Self, _ right: Self) -> Self { left.isMissing || left > right ? left : right }
}
