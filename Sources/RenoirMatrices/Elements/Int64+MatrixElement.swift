public import Records

extension Int64: MatrixElement {
    @inlinable public static func sum(_ left: Int64, _ right: Int64) -> Int64 { left &+ right }
    @inlinable public static func difference(_ left: Int64, _ right: Int64) -> Int64 { left &- right }
    @inlinable public static func product(_ left: Int64, _ right: Int64) -> Int64 { left &* right }
    @inlinable
    public static func quotient(_ left: Int64, _ right: Int64) -> Int64 {
        right == 0 ? 0 : left.dividedReportingOverflow(by: right).partialValue
    }
    @inlinable
    public static func adding(_ factor: Int64, times numbers: SIMD4<Int64>, to sum: SIMD4<Int64>) -> SIMD4<Int64> {
        sum &+ factor &* numbers
    }
    @inlinable public var isMissing: Bool { false }
    @inlinable public init(randomBits: UInt64) { self = Int64(bitPattern: randomBits) }
    public init?(cell: ByteString) {
        guard let number = Int(cell.trimmed()) else { return nil }
        self = Int64(number)
    }
    public var cell: String { description }
    @inlinable public init(count: Int) { self = Int64(count) }
    public static var valueType: String { "si64" }
}
