/// A number of the standard library: its bytes are its value.
public protocol WireScalar: WireCodable {}

extension WireScalar {
    @inlinable public static var _isWireScalar: Bool { true }
    @inlinable public func encode(into writer: inout WireWriter) { writer.store(self) }
    @inlinable public init(from reader: inout WireReader) throws(WireError) { self = try reader.load(Self.self) }
    public static func wireFormat() -> WireFormat<Self>? { .plain() }
}

extension Int: WireScalar {}
extension Int8: WireScalar {}
extension Int16: WireScalar {}
extension Int32: WireScalar {}
extension Int64: WireScalar {}
extension UInt: WireScalar {}
extension UInt8: WireScalar {}
extension UInt16: WireScalar {}
extension UInt32: WireScalar {}
extension UInt64: WireScalar {}
extension Float: WireScalar {}
extension Double: WireScalar {}
