extension WireFormat {
    /// The format of a tuple, element by element; nil if `Element` is none, or one of its elements has no format.
    static func tuple() -> WireFormat? {
        guard TypeMetadata.isTuple(Element.self), let fields = TypeMetadata.fields(of: Element.self) else { return nil }
        var parts: [TuplePart] = []
        for field in fields {
            guard let part = TuplePart.of(field) else { return nil }
            parts.append(part)
        }
        let elements = parts.map { "\($0.name)@\($0.offset): \($0.layout)" }
        return WireFormat(
            layout: "tuple(\(elements.joined(separator: ", ")))",
            isReadByProgram: parts.contains(where: \.isReadByProgram),
            store: { value, writer throws(WireError) in
                for part in parts { try part.store(UnsafeRawPointer(value) + part.offset, &writer) }
            },
            load: { value, reader throws(WireError) in
                let start = UnsafeMutableRawPointer(value)
                var made = 0
                do throws(WireError) {
                    while made < parts.count {
                        try parts[made].load(start + parts[made].offset, &reader)
                        made += 1
                    }
                } catch {
                    for part in parts[..<made] { part.end(start + part.offset) }
                    throw error.inside(parts[made].name)
                }
            })
    }
}

/// The format of one element of a tuple, its type erased.
private struct TuplePart {
    let name: String
    let offset: Int
    let layout: String
    let isReadByProgram: Bool
    let store: (UnsafeRawPointer, inout WireWriter) throws(WireError) -> Void
    let load: (UnsafeMutableRawPointer, inout WireReader) throws(WireError) -> Void
    let end: (UnsafeMutableRawPointer) -> Void

    static func of(_ field: TypeMetadata.Field) -> TuplePart? {
        func part<Value>(_ type: Value.Type) -> TuplePart? { WireFormat<Value>.resolve().map { make($0, field) } }
        return _openExistential(field.type, do: part)
    }

    private static func make<Value>(_ format: WireFormat<Value>, _ field: TypeMetadata.Field) -> TuplePart {
        TuplePart(
            name: field.name, offset: field.offset, layout: format.layout,
            isReadByProgram: format.isReadByProgram,
            store: { place, writer throws(WireError) in
                try format.store(place.assumingMemoryBound(to: Value.self), 1, &writer)
            },
            load: { place, reader throws(WireError) in
                try format.load(place.assumingMemoryBound(to: Value.self), 1, &reader)
            },
            end: { $0.assumingMemoryBound(to: Value.self).deinitialize(count: 1) })
    }
}
