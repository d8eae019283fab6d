public import Records

// Keys of a mapping travel with it. Domains of plain numbers are copied as they are, others by what they are made of.

extension WireFormat {
    /// The format of a value that is made of two others.
    static func made<First, Second>(
        _ name: String, split: @escaping (Element) -> (First, Second), make: @escaping (First, Second) -> Element
    ) -> WireFormat? {
        if let plain = plain() { return plain }
        guard let first = WirePart<First>(), let second = WirePart<Second>() else { return nil }
        return WireFormat(
            layout: "\(name)(\(first.layout), \(second.layout))",
            store: { place, writer throws(WireError) in
                let parts = split(place.pointee)
                try withUnsafePointer(to: parts.0) { part throws(WireError) in try first.store(part, &writer) }
                try withUnsafePointer(to: parts.1) { part throws(WireError) in try second.store(part, &writer) }
            },
            load: { place, reader throws(WireError) in
                let (firstPart, secondPart) = (
                    UnsafeMutablePointer<First>.allocate(capacity: 1),
                    UnsafeMutablePointer<Second>.allocate(capacity: 1)
                )
                defer {
                    firstPart.deallocate()
                    secondPart.deallocate()
                }
                try first.load(firstPart, &reader)
                do throws(WireError) {
                    try second.load(secondPart, &reader)
                } catch {
                    firstPart.deinitialize(count: 1)
                    throw error
                }
                place.initialize(to: make(firstPart.move(), secondPart.move()))
            })
    }
}

extension Values: WireFormatted {
    public static func wireFormat() -> WireFormat<Values>? {
        .made("values", split: { ($0.values, 0) }, make: { values, _ in Values(values) })
    }
}

extension Product2: WireFormatted {
    public static func wireFormat() -> WireFormat<Product2>? {
        .made("product", split: { ($0.first, $0.second) }, make: { Product2($0, $1) })
    }
}

extension Product3: WireFormatted {
    public static func wireFormat() -> WireFormat<Product3>? {
        .made(
            "product", split: { ($0.pairs.first, $0.pairs.second) }, make: { Product3($0.first, $0.second, $1) })
    }
}

extension Product4: WireFormatted {
    public static func wireFormat() -> WireFormat<Product4>? {
        .made("product", split: { ($0.parts.first, $0.parts.second) }, make: { $0 * $1 })
    }
}

extension Union: WireFormatted {
    /// Weights stay behind: they are for drawing at random.
    public static func wireFormat() -> WireFormat<Union>? {
        .made("union", split: { ($0.first, $0.second) }, make: { Union($0, $1) })
    }
}

extension Sequences: WireFormatted {
    public static func wireFormat() -> WireFormat<Sequences>? {
        .made(
            "sequences", split: { ($0.base, [$0.counts.lowerBound, $0.counts.upperBound]) },
            make: { Sequences(of: $0, count: $1[0]...$1[1]) })
    }
}

extension Subsets: WireFormatted {
    public static func wireFormat() -> WireFormat<Subsets>? {
        .made(
            "subsets", split: { ($0.base, [$0.counts.lowerBound, $0.counts.upperBound]) },
            make: { Subsets(of: $0, count: $1[0]...$1[1]) })
    }
}

extension UnorderedProduct: WireFormatted {
    public static func wireFormat() -> WireFormat<UnorderedProduct>? {
        .made("unordered", split: { ($0.base, $0.count) }, make: { UnorderedProduct(of: $0, count: $1) })
    }
}

extension Permutations: WireFormatted {
    public static func wireFormat() -> WireFormat<Permutations>? {
        .made("permutations", split: { ($0.base, 0) }, make: { base, _ in Permutations(of: base) })
    }
}

extension Mappings: WireFormatted {
    public static func wireFormat() -> WireFormat<Mappings>? {
        .made("mappings", split: { ($0.keys, $0.values) }, make: { Mappings(from: $0, to: $1) })
    }
}
