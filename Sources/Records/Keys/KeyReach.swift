/// Where in values of a type there may be a NaN.
enum KeyReach: Comparable {
    case none
    /// In parts that `==` compares.
    case plain
    /// In parts that `==` passes by where two values share memory, or in parts that nothing is known of.
    case hidden

    static func of(_ type: Any.Type) -> KeyReach {
        var walk = KeyWalk()
        // A type may consist of itself: then what is found changes what was found before.
        while true {
            let before = walk.found
            let reach = walk.start(type)
            if walk.found == before { return reach }
        }
    }
}

/// Walks over the types of which one consists, each of which visits each type once.
private struct KeyWalk {
    private(set) var found: [ObjectIdentifier: KeyReach] = [:]
    private var visited: Set<ObjectIdentifier> = []

    mutating func start(_ type: Any.Type) -> KeyReach {
        visited = []
        return visit(type)
    }

    private mutating func visit(_ type: Any.Type) -> KeyReach {
        let name = ObjectIdentifier(type)
        guard visited.insert(name).inserted else { return found[name] ?? .none }
        let reach = reach(of: type)
        found[name] = reach
        return reach
    }

    private mutating func reach(of type: Any.Type) -> KeyReach {
        let isStandard = TypeMetadata.isOfStandardLibrary(type)
        if type is any BinaryFloatingPoint.Type && isStandard { return .plain }
        if Self.hasOwnRule(type) || TypeMetadata.isWithoutParts(type) { return .none }
        if let vector = type as? any SIMD.Type { return visit(Self.scalar(vector)) }
        if let collection = type as? any Collection.Type, isStandard {
            return visit(Self.element(collection)) == .none ? .none : .hidden
        }
        guard let parts = TypeMetadata.fields(of: type)?.map(\.type) ?? TypeMetadata.partTypes(of: type) else {
            return .hidden
        }
        return parts.map { visit($0) }.max() ?? .none
    }

    private static func hasOwnRule(_ type: Any.Type) -> Bool {
        func hasOwnRule<Value>(_ type: Value.Type) -> Bool { KeyHash.hasOwnRule(type) }
        return _openExistential(type, do: hasOwnRule)
    }

    private static func scalar<Vector: SIMD>(_ type: Vector.Type) -> Any.Type { Vector.Scalar.self }
    private static func element<Values: Collection>(_ type: Values.Type) -> Any.Type { Values.Element.self }
}
