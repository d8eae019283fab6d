extension ByteString: ExpressibleByStringLiteral {
    @inlinable
    public init(stringLiteral value: StaticString) {
        self = value.withUTF8Buffer { ByteString(UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// Decodes UTF-8; each invalid sequence becomes U+FFFD.
    ///
    /// - Complexity: O(*n*).
    @inlinable @inline(__always)
    public init(_ bytes: ByteString) {
        self = String(small: bytes) ?? String.repaired(bytes)
    }

    /// Decodes UTF-8, or is `nil` when `bytes` aren't.
    ///
    /// - Complexity: O(*n*).
    @inlinable @inline(__always)
    public init?(validating bytes: ByteString) {
        guard let text = String(small: bytes) ?? bytes.withUnsafeBytes({ String.validated($0) }) else { return nil }
        self = text
    }
}

extension ByteString: CustomStringConvertible, CustomDebugStringConvertible {
    /// The bytes as UTF-8, invalid sequences replaced.
    public var description: String { String(self) }

    /// The bytes in quotes, those that aren't UTF-8 or can't be printed as escapes.
    public var debugDescription: String {
        if let text = String(validating: self) { return text.debugDescription }
        let escaped = map { byte in
            (32..<127).contains(byte)
                ? String(Unicode.Scalar(byte)) : "\\x" + String(Int(byte) + 256, radix: 16).suffix(2)
        }
        return "\"" + escaped.joined() + "\""
    }
}

extension ByteString: Codable {
    /// Decodes what ``encode(to:)`` wrote: a string, or an array of bytes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(text)
        } else {
            self.init(try container.decode([UInt8].self))
        }
    }

    /// Encodes a string if the bytes are UTF-8, else an array of bytes: texts stay readable.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let text = String(validating: self) {
            try container.encode(text)
        } else {
            try container.encode(Array(self))
        }
    }
}
