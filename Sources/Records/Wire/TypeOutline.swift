/// A type in words, down to its stored fields: what tells two programs apart whose types only share a name.
enum TypeOutline {
    /// Types inside of types that are described; below, the name has to do.
    private static let deepest = 16

    static func of(_ type: Any.Type) -> String {
        var described: Set<ObjectIdentifier> = []
        return describe(type, 0, &described)
    }

    /// Each type is described where it's met first.
    private static func describe(_ type: Any.Type, _ depth: Int, _ described: inout Set<ObjectIdentifier>) -> String {
        let name = TypeName.of(type)
        let brief = "\(name)/\(TypeMetadata.size(of: type))"
        guard depth < deepest, described.insert(ObjectIdentifier(type)).inserted else { return brief }
        let isStandard = TypeMetadata.isOfStandardLibrary(type)
        if !isStandard, let fields = TypeMetadata.fields(of: type), !fields.isEmpty {
            let parts = fields.map { "\($0.name)@\($0.offset): \(describe($0.type, depth + 1, &described))" }
            return "\(name){\(parts.joined(separator: ", "))}"
        }
        let parts = isStandard ? elements(of: type) : TypeMetadata.partTypes(of: type) ?? []
        return parts.isEmpty
            ? brief : "\(brief){\(parts.map { describe($0, depth + 1, &described) }.joined(separator: ", "))}"
    }

    /// What is in a container, if it's of another library.
    private static func elements(of type: Any.Type) -> [Any.Type] {
        let elements = (type as? any WireFormatted.Type)?.wireComponents.map(\.type) ?? []
        return elements.filter { !TypeMetadata.isOfStandardLibrary($0) || !self.elements(of: $0).isEmpty }
    }
}
