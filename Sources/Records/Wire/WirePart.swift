/// How one value is written and read as a part of a record of the engine's own: its format, passed by where the type is
/// a number or text and known when the code is compiled.
public struct WirePart<Value> {
    @usableFromInline let format: WireFormat<Value>

    public var layout: String { format.layout }

    /// - Returns: nil for a type that has no format.
    public init?() {
        guard let format = WireFormat<Value>.resolve() else { return nil }
        self.format = format
    }

    @inlinable
    static var isNumber: Bool {
        Value.self == Int.self || Value.self == UInt.self || Value.self == Double.self || Value.self == Float.self
            || Value.self == Int64.self || Value.self == Int32.self || Value.self == UInt64.self
            || Value.self == UInt32.self
    }

    @inlinable
    public func store(_ place: UnsafePointer<Value>, _ writer: inout WireWriter) throws(WireError) {
        if Value.self == ByteString.self {
            writer.store(string: UnsafeRawPointer(place).assumingMemoryBound(to: ByteString.self).pointee)
        } else if Value.self == String.self {
            writer.store(string: UnsafeRawPointer(place).assumingMemoryBound(to: String.self).pointee)
        } else if Self.isNumber {
            writer.store(bytes: UnsafeRawBufferPointer(start: place, count: MemoryLayout<Value>.size))
        } else {
            try format.store(place, 1, &writer)
        }
    }

    /// Makes a value; when it throws, there is none.
    @inlinable
    public func load(_ place: UnsafeMutablePointer<Value>, _ reader: inout WireReader) throws(WireError) {
        let memory = UnsafeMutableRawPointer(place)
        if Value.self == ByteString.self {
            memory.initializeMemory(as: ByteString.self, to: try reader.loadByteString())
        } else if Value.self == String.self {
            memory.initializeMemory(as: String.self, to: try reader.loadString())
        } else if Self.isNumber {
            place.initialize(to: try reader.load(Value.self))
        } else {
            try format.load(place, 1, &reader)
        }
    }
}

extension WireFormat {
    /// A record of two parts that lie in memory `offset` bytes apart, the first of them at its start.
    @inlinable
    public static func pair<First, Second>(
        _ layout: String, _ first: WirePart<First>, _ names: (StaticString, StaticString), _ second: WirePart<Second>,
        offset: Int
    ) -> WireFormat {
        WireFormat(
            layout: layout, isReadByProgram: first.format.isReadByProgram || second.format.isReadByProgram,
            store: { record, writer throws(WireError) in
                let place = UnsafeRawPointer(record)
                try first.store(place.assumingMemoryBound(to: First.self), &writer)
                try second.store((place + offset).assumingMemoryBound(to: Second.self), &writer)
            },
            load: { record, reader throws(WireError) in
                let place = UnsafeMutableRawPointer(record)
                let firstPlace = place.assumingMemoryBound(to: First.self)
                do throws(WireError) { try first.load(firstPlace, &reader) } catch { throw error.inside("\(names.0)") }
                do throws(WireError) {
                    try second.load((place + offset).assumingMemoryBound(to: Second.self), &reader)
                } catch {
                    firstPlace.deinitialize(count: 1)
                    throw error.inside("\(names.1)")
                }
            })
    }
}
