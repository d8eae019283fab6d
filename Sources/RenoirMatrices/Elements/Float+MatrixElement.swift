public import Records

extension Float: MatrixElement {
    @inlinable public static func sum(_ left: Float, _ right: Float) -> Float { left + right }
    @inlinable public static func difference(_ left: Float, _ right: Float) -> Float { left - right }
    @inlinable public static func product(_ left: Float, _ right: Float) -> Float { left * right }
    @inlinable public static func quotient(_ left: Float, _ right: Float) -> Float { left / right }
    @inlinable
    public static func adding(_ factor: Float, times numbers: SIMD4<Float>, to sum: SIMD4<Float>) -> SIMD4<Float> {
        sum + factor * numbers
    }
    @inlinable public var isMissing: Bool { isNaN }
    @inlinable public init(randomBits: UInt64) { self = Float(randomBits >> 40) * 0x1p-24 }
    public init?(cell: ByteString) {
        guard let number = Float(cell.trimmed()) else { return nil }
        self = number
    }
    public var cell: String { description }
    @inlinable public init(count: Int) { self = Float(count) }
    public static var valueType: String { "f32" }
}
