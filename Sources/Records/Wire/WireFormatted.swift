/// A type that says itself how it travels; types of the engine and ``WireCodable`` ones do.
public protocol WireFormatted {
    /// The format, or nil if the engine knows none for a part.
    static func wireFormat() -> WireFormat<Self>?

    /// What it consists of, for messages that say which part has no format.
    static var wireComponents: [WireComponent] { get }
}

extension WireFormatted {
    public static var wireComponents: [WireComponent] { [] }
}

/// A part of a type: its name and its type.
public struct WireComponent {
    public let name: String
    public let type: Any.Type

    public init(_ name: String, _ type: Any.Type) {
        self.name = name
        self.type = type
    }
}
