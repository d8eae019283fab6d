/// Names of types that are the same in all processes.
///
/// The runtime has no name for what is around a private or a local type: it writes the address of its description, and each
/// process has its code elsewhere.
package enum TypeName {
    private static let marker = "(unknown context at $"

    /// The name of `type` with its module and the types around it, but for scopes that have no name.
    package static func of(_ type: Any.Type) -> String { withoutAddresses(_typeName(type, qualified: true)) }

    /// `text` without the addresses that stand in names of types.
    package static func withoutAddresses(_ text: String) -> String {
        let pieces = text.split(separator: marker, omittingEmptySubsequences: false)
        return pieces.dropFirst().reduce(into: String(pieces[0])) { $0 += rest(of: $1) ?? marker + $1 }
    }

    /// What stands behind an address; nil if there is none.
    private static func rest(of piece: Substring) -> Substring? {
        let behind = piece.drop(while: \.isHexDigit)
        guard behind.startIndex > piece.startIndex, behind.first == ")" else { return nil }
        let rest = behind.dropFirst()
        return rest.first == "." ? rest.dropFirst() : rest
    }
}
