// Containers by element, whatever the elements are; their formats are found once.

extension Optional: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("wrapped", Wrapped.self)] }

    public static func wireFormat() -> WireFormat<Wrapped?>? {
        if let plain = WireFormat<Wrapped?>.plain() { return plain }
        guard let format = WireFormat<Wrapped>.resolve() else { return nil }
        return WireFormat(
            layout: "optional(\(format.layout))", isReadByProgram: format.isReadByProgram,
            store: { value, writer throws(WireError) in
                guard let wrapped = value.pointee else { return writer.store(0 as UInt8) }
                writer.store(1 as UInt8)
                try withUnsafePointer(to: wrapped) { (place) throws(WireError) in try format.store(place, 1, &writer) }
            },
            load: { value, reader throws(WireError) in
                value.initialize(to: try reader.decode(Bool.self) ? try format.loadValue(&reader) : nil)
            })
    }
}

extension Array: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("element", Element.self)] }

    public static func wireFormat() -> WireFormat<[Element]>? {
        guard let format = WireFormat<Element>.resolve() else { return nil }
        return WireFormat(
            layout: "array(\(format.layout))", isReadByProgram: format.isReadByProgram,
            store: { value, writer throws(WireError) in
                try value.pointee.withUnsafeBufferPointer { (values) throws(WireError) in
                    try format.storeAll(values, &writer)
                }
            },
            load: { value, reader throws(WireError) in
                let count = try reader.loadCount(of: "array elements")
                value.initialize(
                    to: try loadingAll(count, format, &reader) { body in
                        Array(unsafeUninitializedCapacity: count) { $1 = body($0) }
                    })
            })
    }
}

extension ContiguousArray: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("element", Element.self)] }

    public static func wireFormat() -> WireFormat<ContiguousArray<Element>>? {
        guard let format = WireFormat<Element>.resolve() else { return nil }
        return WireFormat(
            layout: "array(\(format.layout))", isReadByProgram: format.isReadByProgram,
            store: { value, writer throws(WireError) in
                try value.pointee.withUnsafeBufferPointer { (values) throws(WireError) in
                    try format.storeAll(values, &writer)
                }
            },
            load: { value, reader throws(WireError) in
                let count = try reader.loadCount(of: "array elements")
                value.initialize(
                    to: try loadingAll(count, format, &reader) { body in
                        ContiguousArray(unsafeUninitializedCapacity: count) { $1 = body($0) }
                    })
            })
    }
}

extension Set: WireFormatted {
    public static var wireComponents: [WireComponent] { [WireComponent("element", Element.self)] }

    public static func wireFormat() -> WireFormat<Set<Element>>? {
        guard let format = WireFormat<Element>.resolve() else { return nil }
        return WireFormat(
            layout: "set(\(format.layout))", isReadByProgram: format.isReadByProgram,
            store: { value, writer throws(WireError) in
                writer.store(count: value.pointee.count)
                for element in value.pointee {
                    try withUnsafePointer(to: element) { (place) throws(WireError) in
                        try format.store(place, 1, &writer)
                    }
                }
            },
            load: { value, reader throws(WireError) in
                let count = try reader.loadCount(of: "set elements")
                var set = Set(minimumCapacity: Swift.min(count, mostReserved))
                for _ in 0..<count {
                    guard set.insert(try format.loadValue(&reader)).inserted else {
                        throw WireError(message: "a set has an element twice")
                    }
                }
                value.initialize(to: set)
            })
    }
}

extension Dictionary: WireFormatted {
    public static var wireComponents: [WireComponent] {
        [WireComponent("key", Key.self), WireComponent("value", Value.self)]
    }

    public static func wireFormat() -> WireFormat<[Key: Value]>? {
        guard let keys = WireFormat<Key>.resolve(), let values = WireFormat<Value>.resolve() else { return nil }
        return WireFormat(
            layout: "dictionary(\(keys.layout), \(values.layout))",
            isReadByProgram: keys.isReadByProgram || values.isReadByProgram,
            store: { value, writer throws(WireError) in
                writer.store(count: value.pointee.count)
                for (key, value) in value.pointee {
                    try withUnsafePointer(to: key) { (place) throws(WireError) in try keys.store(place, 1, &writer) }
                    try withUnsafePointer(to: value) { (place) throws(WireError) in
                        try values.store(place, 1, &writer)
                    }
                }
            },
            load: { value, reader throws(WireError) in
                let count = try reader.loadCount(of: "dictionary entries")
                var entries = Dictionary(minimumCapacity: Swift.min(count, mostReserved))
                for _ in 0..<count {
                    let key = try keys.loadValue(&reader)
                    guard entries.updateValue(try values.loadValue(&reader), forKey: key) == nil else {
                        throw WireError(message: "a dictionary has a key twice")
                    }
                }
                value.initialize(to: entries)
            })
    }
}

/// Places that a set or a dictionary reserves before its elements are there: each takes more memory than bytes.
let mostReserved = 1024

extension WireFormat {
    fileprivate func storeAll(_ values: UnsafeBufferPointer<Element>, _ writer: inout WireWriter) throws(WireError) {
        writer.store(count: values.count)
        if let start = values.baseAddress { try store(start, values.count, &writer) }
    }
}

/// Makes an array of `count` elements in its own memory.
private func loadingAll<Element, Values>(
    _ count: Int, _ format: WireFormat<Element>, _ reader: inout WireReader,
    _ make: (_ body: (UnsafeMutableBufferPointer<Element>) -> Int) -> Values
) throws(WireError) -> Values {
    var failure: WireError?
    let values = make { buffer in
        guard count > 0, let start = buffer.baseAddress else { return 0 }
        do throws(WireError) {
            try format.load(start, count, &reader)
            return count
        } catch {
            failure = error
            return 0
        }
    }
    if let failure { throw failure }
    return values
}
