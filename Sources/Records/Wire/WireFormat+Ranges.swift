// Ranges by their bounds, which must be in order.

extension Range: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("bound", Bound.self)] }

    public static func wireFormat() -> WireFormat<Range<Bound>>? {
        .bounds("range", { ($0.lowerBound, $0.upperBound) }, { Range(uncheckedBounds: $0) })
    }
}

extension ClosedRange: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("bound", Bound.self)] }

    public static func wireFormat() -> WireFormat<ClosedRange<Bound>>? {
        .bounds("closed range", { ($0.lowerBound, $0.upperBound) }, { ClosedRange(uncheckedBounds: $0) })
    }
}

extension WireFormat {
    fileprivate static func bounds<Bound: Comparable>(
        _ name: String, _ bounds: @escaping (Element) -> (Bound, Bound),
        _ make: @escaping ((lower: Bound, upper: Bound)) -> Element
    ) -> WireFormat? {
        guard let format = WireFormat<Bound>.resolve() else { return nil }
        return WireFormat(
            layout: "\(name)(\(format.layout))", isReadByProgram: format.isReadByProgram,
            store: { value, writer throws(WireError) in
                let (lower, upper) = bounds(value.pointee)
                try withUnsafePointer(to: lower) { (place) throws(WireError) in try format.store(place, 1, &writer) }
                try withUnsafePointer(to: upper) { (place) throws(WireError) in try format.store(place, 1, &writer) }
            },
            load: { value, reader throws(WireError) in
                let lower = try format.loadValue(&reader)
                let upper = try format.loadValue(&reader)
                guard lower <= upper else { throw WireError(message: "a \(name) from \(lower) to \(upper)") }
                value.initialize(to: make((lower, upper)))
            })
    }
}
