public import Records

extension Double: MatrixElement {
    @inlinable public static func sum(_ left: Double, _ right: Double) -> Double { left + right }
    @inlinable public static func difference(_ left: Double, _ right: Double) -> Double { left - right }
    @inlinable public static func product(_ left: Double, _ right: Double) -> Double { left * right }
    @inlinable public static func quotient(_ left: Double, _ right: Double) -> Double { left / right }
    @inlinable
    public static func adding(_ factor: Double, times numbers: SIMD4<Double>, to sum: SIMD4<Double>) -> SIMD4<Double> {
        sum + factor * numbers
    }
    @inlinable public var isMissing: Bool { isNaN }
    @inlinable public init(randomBits: UInt64) { self = Double(randomBits >> 11) * 0x1p-53 }
    public init?(cell: ByteString) {
        guard let number = Double(cell.trimmed()) else { return nil }
        self = number
    }
    public var cell: String { description }
    @inlinable public init(count: Int) { self = Double(count) }
    public static var valueType: String { "f64" }
}
