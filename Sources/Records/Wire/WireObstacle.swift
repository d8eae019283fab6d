/// Why values of a type can't travel, down to the part that is at fault.
package enum WireObstacle {
    /// What a program can do about `type`, which has no format.
    package static func describe(_ type: Any.Type) -> String {
        let (path, culprit) = find(in: type, [])
        let place = path.isEmpty ? "" : "\(path.joined(separator: ".")) is a \(culprit), and "
        return "records of type \(type) can't travel between ranks: \(place)\(reason(culprit))"
    }

    private static func find(in type: Any.Type, _ path: [String]) -> (path: [String], type: Any.Type) {
        var components: [WireComponent] = []
        if let formatted = type as? any WireFormatted.Type {
            components = formatted.wireComponents
        } else if TypeMetadata.isTuple(type) {
            components = (TypeMetadata.fields(of: type) ?? []).map { WireComponent($0.name, $0.type) }
        }
        guard let part = components.first(where: { !isSupported($0.type) }) else { return (path, type) }
        return find(in: part.type, path + [part.name])
    }

    private static func reason(_ type: Any.Type) -> String {
        var text = "\(type) is neither plain numbers nor Codable nor WireCodable"
        if TypeMetadata.isStruct(type), !TypeMetadata.isOfStandardLibrary(type),
            let field = TypeMetadata.fields(of: type)?.first(where: { PlainLayout.of($0.type) == nil })
        {
            text += " (its field \(field.name) is a \(field.type))"
        }
        return text + "; conform it to one of them, or send what it stands for"
    }

    private static func isSupported(_ type: Any.Type) -> Bool {
        func isSupported<Value>(_ type: Value.Type) -> Bool { WireFormat<Value>.resolve() != nil }
        return _openExistential(type, do: isSupported)
    }
}
