// Containers as fields of `WireCodable` types: what they hold is known when the code is compiled.

extension Optional: WireCodable where Wrapped: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) {
        writer.encode(self != nil)
        if let value = self { writer.encode(value) }
    }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) {
        self = try reader.decode(Bool.self) ? try reader.decode(Wrapped.self) : nil
    }
}

extension Array: WireCodable where Element: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) { withUnsafeBufferPointer { writer.encode(elements: $0) } }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) {
        let count = try reader.loadCount(of: "array elements")
        if Element._isWireScalar {
            let bytes = try reader.takeScalars(count, Element.self)
            self.init(unsafeUninitializedCapacity: count) { buffer, made in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                made = count
            }
        } else {
            self.init()
            reserveCapacity(Swift.min(count, 1024))
            for _ in 0..<count { append(try reader.decodeElement()) }
        }
    }
}

extension ContiguousArray: WireCodable where Element: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) { withUnsafeBufferPointer { writer.encode(elements: $0) } }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) { self.init(try reader.decode([Element].self)) }
}

extension Set: WireCodable where Element: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) {
        writer.store(count: count)
        for element in self { writer.encodeElement(element) }
    }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) {
        self.init()
        for _ in 0..<(try reader.loadCount(of: "set elements")) {
            guard insert(try reader.decodeElement()).inserted else {
                throw WireError(message: "a set has an element twice")
            }
        }
    }
}

extension Dictionary: WireCodable where Key: WireCodable, Value: WireCodable {
    @inlinable
    public func encode(into writer: inout WireWriter) {
        writer.store(count: count)
        for (key, value) in self {
            writer.encodeElement(key)
            writer.encode(value)
        }
    }

    @inlinable
    public init(from reader: inout WireReader) throws(WireError) {
        self.init()
        for _ in 0..<(try reader.loadCount(of: "dictionary entries")) {
            let key: Key = try reader.decodeElement()
            guard updateValue(try reader.decode(), forKey: key) == nil else {
                throw WireError(message: "a dictionary has a key twice")
            }
        }
    }
}

extension WireWriter {
    /// Writes a count and that many values.
    @inlinable
    mutating func encode<Element: WireCodable>(elements: UnsafeBufferPointer<Element>) {
        store(count: elements.count)
        if Element._isWireScalar {
            store(bytes: UnsafeRawBufferPointer(elements))
        } else {
            for element in elements { encodeElement(element) }
        }
    }
}

extension WireReader {
    /// Takes the bytes of `count` numbers.
    @inlinable
    mutating func takeScalars<Element>(_ count: Int, _: Element.Type) throws(WireError) -> UnsafeRawBufferPointer {
        let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        return try take(isTooMuch ? .max : bytes)
    }
}
