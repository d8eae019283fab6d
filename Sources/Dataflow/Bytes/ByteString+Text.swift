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
    @inlinable
    public init(_ bytes: ByteString) {
        self = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Decodes UTF-8, or is `nil` when `bytes` aren't.
    ///
    /// - Complexity: O(*n*).
    @inlinable
    public init?(validating bytes: ByteString) {
        let decoded = bytes.withUnsafeBytes { String(validating: $0, as: UTF8.self) }
        guard let decoded else { return nil }
        self = decoded
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
