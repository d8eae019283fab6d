/// A number of fixed size.
protocol WireSimpleNumber: WireSimple {
    static var tag: WireTag { get }

    /// Reads a number of another type behind its `tag`.
    ///
    /// - Returns: nil for what makes no `Self`.
    static func convert(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Self?
}

extension WireSimpleNumber {
    @inline(__always)
    func write(to writer: inout WireWriter) {
        let place = writer.append(1 + MemoryLayout<Self>.size)
        place.storeBytes(of: Self.tag.rawValue, as: UInt8.self)
        (place + 1).storeBytes(of: self, as: Self.self)
    }

    @inline(__always)
    static func read(from reader: inout WireReader) throws -> Self {
        let size = MemoryLayout<Self>.size
        guard reader.remaining > size, reader.bytes[reader.offset] == tag.rawValue else {
            return try other(from: &reader)
        }
        defer { reader.offset += 1 + size }
        return reader.bytes.loadUnaligned(fromByteOffset: reader.offset + 1, as: Self.self)
    }

    @inline(never)
    private static func other(from reader: inout WireReader) throws -> Self {
        let tag = try reader.loadTag()
        guard let number = try convert(tag, from: &reader) else { throw OtherKind(tag: tag) }
        return number
    }
}

extension WireSimpleNumber where Self: FixedWidthInteger {
    static func convert(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Self? {
        switch tag {
        case .int8: Self(exactly: try reader.load(Int8.self))
        case .int16: Self(exactly: try reader.load(Int16.self))
        case .int32: Self(exactly: try reader.load(Int32.self))
        case .int64: Self(exactly: try reader.load(Int64.self))
        case .uint8: Self(exactly: try reader.load(UInt8.self))
        case .uint16: Self(exactly: try reader.load(UInt16.self))
        case .uint32: Self(exactly: try reader.load(UInt32.self))
        case .uint64: Self(exactly: try reader.load(UInt64.self))
        default: nil
        }
    }
}

extension WireSimpleNumber where Self: BinaryFloatingPoint {
    static func convert(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Self? {
        switch tag {
        case .float: Self(try reader.load(Float.self))
        case .double: Self(try reader.load(Double.self))
        case .uint64: Self(try reader.load(UInt64.self))
        default: try Int64.convert(tag, from: &reader).map { Self($0) }
        }
    }
}

extension Int: WireSimpleNumber { static var tag: WireTag { .int64 } }
extension Int8: WireSimpleNumber { static var tag: WireTag { .int8 } }
extension Int16: WireSimpleNumber { static var tag: WireTag { .int16 } }
extension Int32: WireSimpleNumber { static var tag: WireTag { .int32 } }
extension Int64: WireSimpleNumber { static var tag: WireTag { .int64 } }
extension UInt: WireSimpleNumber { static var tag: WireTag { .uint64 } }
extension UInt8: WireSimpleNumber { static var tag: WireTag { .uint8 } }
extension UInt16: WireSimpleNumber { static var tag: WireTag { .uint16 } }
extension UInt32: WireSimpleNumber { static var tag: WireTag { .uint32 } }
extension UInt64: WireSimpleNumber { static var tag: WireTag { .uint64 } }
extension Float: WireSimpleNumber { static var tag: WireTag { .float } }
extension Double: WireSimpleNumber { static var tag: WireTag { .double } }

extension String: WireSimple {
    func write(to writer: inout WireWriter) {
        writer.store(WireTag.string.rawValue)
        writer.store(string: self)
    }

    static func read(from reader: inout WireReader) throws -> String {
        try reader.expect(.string)
        return try reader.loadString()
    }
}

extension Bool: WireSimple {
    func write(to writer: inout WireWriter) { writer.store((self ? WireTag.true : .false).rawValue) }

    static func read(from reader: inout WireReader) throws -> Bool {
        let tag = try reader.loadTag()
        guard tag == .true || tag == .false else { throw OtherKind(tag: tag) }
        return tag == .true
    }
}
