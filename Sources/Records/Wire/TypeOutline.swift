/// A type in words, down to its stored fields: what tells two programs apart whose types only share a name.
enum TypeOutline {
    /// Structs inside of structs that are described; below, the name has to do.
    private static let deepest = 4

    static func of(_ type: Any.Type) -> String { describe(type, 0) }

    private static func describe(_ type: Any.Type, _ depth: Int) -> String {
        let name = TypeName.of(type)
        guard depth < deepest, !TypeMetadata.isOfStandardLibrary(type), let fields = TypeMetadata.fields(of: type)
        else {
            return "\(name)/\(TypeMetadata.size(of: type))"
        }
        let parts = fields.map { "\($0.name)@\($0.offset): \(describe($0.type, depth + 1))" }
        return "\(name){\(parts.joined(separator: ", "))}"
    }
}
