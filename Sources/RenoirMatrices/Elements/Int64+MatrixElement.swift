public import CMatrices
public import Records
internal import Tabular

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
    public static func calculate(
        _ steps: UnsafePointer<renoir_step>, _ stepCount: Int, _ count: Int,
        _ places: UnsafePointer<UnsafePointer<Int64>?>, goOn: UnsafePointer<UInt8>,
        _ rooms: UnsafePointer<UnsafeMutablePointer<Int64>?>, _ output: UnsafeMutablePointer<Int64>
    ) { renoir_calculate_i64(steps, stepCount, count, places, goOn, rooms, output) }
    public static func addInTurn(
        to sums: UnsafeMutablePointer<Int64>, place: Int, _ count: Int, _ elements: UnsafePointer<Int64>
    ) { renoir_add_in_turn_i64(sums, place, count, elements) }
    public static func addRows(
        to sums: UnsafeMutablePointer<Int64>, rows: Int, columns: Int, _ elements: UnsafePointer<Int64>
    ) { renoir_add_rows_i64(sums, rows, columns, elements) }
    public static func sumEachRow(
        to sums: UnsafeMutablePointer<Int64>, rows: Int, columns: Int, _ elements: UnsafePointer<Int64>
    ) { renoir_sum_each_row_i64(sums, rows, columns, elements) }
    public static func repeatEach(
        to output: UnsafeMutablePointer<Int64>, _ count: Int, times: Int, _ elements: UnsafePointer<Int64>
    ) { renoir_repeat_each_i64(output, count, times, elements) }
    @inlinable public var isMissing: Bool { false }
    @inlinable public init(randomBits: UInt64) { self = Int64(bitPattern: randomBits) }
    public static func number(_ start: UnsafeRawPointer, _ count: Int) -> Int64? {
        CSVNumbers.integer(start, count).map { Int64($0) }
    }
    public init?(cell: ByteString) {
        guard let number = Int(cell.trimmed()) else { return nil }
        self = Int64(number)
    }
    public var cell: String { description }
    @inlinable public init(count: Int) { self = Int64(count) }
    public static var valueType: String { "si64" }
}
