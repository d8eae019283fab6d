public import Records

/// A record that stands for `weight` records.
public struct SampledRecord<Element> {
    public let weight: UInt64
    public let record: Element

    init(weight: UInt64, record: Element) {
        self.weight = weight
        self.record = record
    }
}

extension SampledRecord: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("record", Element.self)] }

    public static func wireFormat() -> WireFormat<SampledRecord>? {
        if let plain = WireFormat<SampledRecord>.plain() { return plain }
        guard let weight = WirePart<UInt64>(), let record = WirePart<Element>() else { return nil }
        let offset = MemoryLayout<SampledRecord>.offset(of: \.record)!
        return .pair("sampled(\(record.layout))", weight, ("weight", "record"), record, offset: offset)
    }
}

extension SampledRecord: Sendable where Element: Sendable {}
