extension WireFormat {
    /// The format for `Element`, or nil if the engine knows none.
    ///
    /// The first that fits: what the type says itself (``WireFormatted``, ``WireCodable``), its bytes, its parts if it is
    /// a tuple, `Codable`.
    public static func resolve() -> WireFormat? {
        if let formatted = Element.self as? any WireFormatted.Type { return ofFormatted(formatted) }
        if let plain = plain() { return plain }
        if let tuple = tuple() { return tuple }
        if let codable = Element.self as? any (Encodable & Decodable).Type { return ofCodable(codable) }
        return nil
    }

    private static func ofFormatted(_ formatted: any WireFormatted.Type) -> WireFormat? {
        func format<Formatted: WireFormatted>(_ type: Formatted.Type) -> Any? { type.wireFormat() }
        return format(formatted) as? WireFormat
    }

    private static func ofCodable(_ codable: any (Encodable & Decodable).Type) -> WireFormat? {
        func format<Value: Encodable & Decodable>(_ type: Value.Type) -> Any { WireFormat<Value>.codable() }
        return format(codable) as? WireFormat
    }
}
