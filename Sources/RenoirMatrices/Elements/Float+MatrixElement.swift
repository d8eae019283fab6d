public import CMatrices
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
    public static func calculate(
        _ steps: UnsafePointer<renoir_step>, _ stepCount: Int, _ count: Int,
        _ places: UnsafePointer<UnsafePointer<Float>?>, goOn: UnsafePointer<UInt8>,
        _ rooms: UnsafePointer<UnsafeMutablePointer<Float>?>, _ output: UnsafeMutablePointer<Float>
    ) { renoir_calculate_f32(steps, stepCount, count, places, goOn, rooms, output) }
    public static func addInTurn(
        to sums: UnsafeMutablePointer<Float>, place: Int, _ count: Int, _ elements: UnsafePointer<Float>
    ) { renoir_add_in_turn_f32(sums, place, count, elements) }
    public static func addRows(
        to sums: UnsafeMutablePointer<Float>, rows: Int, columns: Int, _ elements: UnsafePointer<Float>
    ) { renoir_add_rows_f32(sums, rows, columns, elements) }
    public static func sumEachRow(
        to sums: UnsafeMutablePointer<Float>, rows: Int, columns: Int, _ elements: UnsafePointer<Float>
    ) { renoir_sum_each_row_f32(sums, rows, columns, elements) }
    public static func repeatEach(
        to output: UnsafeMutablePointer<Float>, _ count: Int, times: Int, _ elements: UnsafePointer<Float>
    ) { renoir_repeat_each_f32(output, count, times, elements) }
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
