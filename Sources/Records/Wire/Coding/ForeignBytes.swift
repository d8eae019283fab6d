/// Types of bytes of other libraries that encode themselves byte by byte.
struct ForeignBytes {
    /// The type that was asked for last, and the answer: looking into a type takes longer than writing a small value.
    private var last: ObjectIdentifier?
    private var isLastIncluded = false

    /// Whether values are of the size of a slice, an array or a string of bytes: all others needn't be looked at.
    @inline(__always)
    static func mayBe<Value>(_ type: Value.Type) -> Bool {
        let size = MemoryLayout<Value>.size
        return size == 8 || size == 16 || size == 24
    }

    mutating func include(_ type: Any.Type) -> Bool {
        if last != ObjectIdentifier(type) {
            isLastIncluded = Self.include(type)
            last = ObjectIdentifier(type)
        }
        return isLastIncluded
    }

    private static func include(_ type: Any.Type) -> Bool {
        guard TypeMetadata.size(of: type) == 16, type is any RangeReplaceableCollection<UInt8>.Type else {
            return false
        }
        let name = _typeName(type, qualified: true)
        return name == "Foundation.Data" || name == "FoundationEssentials.Data"
    }

    static func make<Bytes: RangeReplaceableCollection<UInt8>>(
        _ type: Bytes.Type, of bytes: UnsafeRawBufferPointer
    ) -> Any { Bytes(bytes) }
}
