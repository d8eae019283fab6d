/// One field.
struct CSVSingleCell: SingleValueEncodingContainer {
    let encoder: CSVEncoder
    let place: Int
    var codingPath: [any CodingKey] { [] }

    func encodeNil() {}
    func encode(_ value: Bool) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: String) { encoder.write(text: value, at: place) }
    func encode(_ value: Double) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: Float) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: Int) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: Int8) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: Int16) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: Int32) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: Int64) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: UInt) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: UInt8) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: UInt16) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: UInt32) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: UInt64) { encoder.write(text: "\(value)", at: place) }
    func encode(_ value: some Encodable) throws { try encoder.write(value, at: place) }
}
