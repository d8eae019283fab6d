internal import CMatrices
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
    public static func apply(
        _ operation: Int32, _ count: Int, _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>,
        _ third: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>
    ) { renoir_apply_f32(operation, count, first, second, third, output) }
    public static func addInTurn(
        to sums: UnsafeMutablePointer<Float>, place: Int, _ count: Int, _ elements: UnsafePointer<Float>
    ) { renoir_add_in_turn_f32(sums, place, count, elements) }
    public static func addRows(
        to sums: UnsafeMutablePointer<Float>, rows: Int, columns: Int, _ elements: UnsafePointer<Float>
    ) { renoir_add_rows_f32(sums, rows, columns, elements) }
    @inlinable public var isMissing: Bool { isNaN }
    @inlinable public init(randomBits: UInt64) { self = Float(randomBits >> 40) * 0x1p-24 }
    public static func number(_ start: UnsafeRawPointer, _ count: Int) -> Float? { nil }
    public init?(cell: ByteString) {
        guard let number = Float(cell.trimmed()) else { return nil }
        self = number
    }
    public var cell: String { description }
    @inlinable public init(count: Int) { self = Float(count) }
    public static var valueType: String { "f32" }
}
