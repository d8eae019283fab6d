/// Types of bytes of other libraries that encode themselves byte by byte.
enum ForeignBytes {
    /// Whether values are of the size of a slice, an array or a string of bytes: all others needn't be looked at.
    @inline(__always)
    static func mayBe<Value>(_ type: Value.Type) -> Bool {
        let size = MemoryLayout<Value>.size
        return size == 8 || size == 16 || size == 24
    }

    static func includes(_ type: Any.Type) -> Bool {
        // Asking for a name takes longer than writing a small value: only a struct of the size of a slice qualifies.
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
