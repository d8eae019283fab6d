public import CMatrices
public import Records
internal import Tabular

extension Double: MatrixElement {
    @inlinable public static func sum(_ left: Double, _ right: Double) -> Double { left + right }
    @inlinable public static func difference(_ left: Double, _ right: Double) -> Double { left - right }
    @inlinable public static func product(_ left: Double, _ right: Double) -> Double { left * right }
    @inlinable public static func quotient(_ left: Double, _ right: Double) -> Double { left / right }
    @inlinable
    public static func adding(_ factor: Double, times numbers: SIMD4<Double>, to sum: SIMD4<Double>) -> SIMD4<Double> {
        sum + factor * numbers
    }
    public static func calculate(
        _ steps: UnsafePointer<renoir_step>, _ stepCount: Int, _ count: Int,
        _ places: UnsafePointer<UnsafePointer<Double>?>, goOn: UnsafePointer<UInt8>,
        _ rooms: UnsafePointer<UnsafeMutablePointer<Double>?>, _ output: UnsafeMutablePointer<Double>
    ) { renoir_calculate_f64(steps, stepCount, count, places, goOn, rooms, output) }
    public static func addInTurn(
        to sums: UnsafeMutablePointer<Double>, place: Int, _ count: Int, _ elements: UnsafePointer<Double>
    ) { renoir_add_in_turn_f64(sums, place, count, elements) }
    public static func addRows(
        to sums: UnsafeMutablePointer<Double>, rows: Int, columns: Int, _ elements: UnsafePointer<Double>
    ) { renoir_add_rows_f64(sums, rows, columns, elements) }
    public static func sumEachRow(
        to sums: UnsafeMutablePointer<Double>, rows: Int, columns: Int, _ elements: UnsafePointer<Double>
    ) { renoir_sum_each_row_f64(sums, rows, columns, elements) }
    public static func repeatEach(
        to output: UnsafeMutablePointer<Double>, _ count: Int, times: Int, _ elements: UnsafePointer<Double>
    ) { renoir_repeat_each_f64(output, count, times, elements) }
    @inlinable public var isMissing: Bool { isNaN }
    @inlinable public init(randomBits: UInt64) { self = Double(randomBits >> 11) * 0x1p-53 }
    public static func number(_ start: UnsafeRawPointer, _ count: Int) -> Double? { CSVNumbers.double(start, count) }
    public init?(cell: ByteString) {
        guard let number = Double(cell.trimmed()) else { return nil }
        self = number
    }
    public var cell: String { description }
    @inlinable public init(count: Int) { self = Double(count) }
    public static var valueType: String { "f64" }
}
