extension KeyShape {
    var canHoldNaN: Bool { reach > .none }

    /// Whether there is a NaN because of which `==` says nothing about the value.
    func holdsNaN(_ place: UnsafeRawPointer) -> Bool {
        if reach == .none { return false }
        if reach == .plain, let equals, equals(place, place) { return false }
        switch kind {
        case .whole, .bytes: return false
        case .number(let hasNaN): return hasNaN(place, 1)
        case .fields(let fields): return fields.contains { $0.shape.holdsNaN(place + $0.offset) }
        case .optional(let type): return !type.isNil(at: place) && Self.with(type.wrapped) { $0.holdsNaN(place) }
        case .array(let type):
            let elements = type.elements(at: place)
            return Self.with(elements.type) { $0.holdsNaN(in: elements) }
        case .cases(let cases): return cases.holdsNaN(place)
        case .copies(_, let parts): return parts(place)?.holdNaN ?? false
        }
    }

    private func holdsNaN(in elements: KeyElements) -> Bool {
        guard let base = elements.base else { return false }
        if case .number(let hasNaN) = kind { return hasNaN(base, elements.count) }
        return (0..<elements.count).contains { holdsNaN(base + $0 * elements.stride) }
    }

    func hash(_ place: UnsafeRawPointer, seed: UInt64) -> UInt64 {
        if let ownHash, !holdsNaN(place) { return ownHash(place, seed) }
        return withExtendedLifetime(KeyParts(of: place, kind)) { parts in
            let start = KeyHash.hash(parts.label, seed: KeyHash.mix(UInt64(parts.count), seed: seed))
            if parts.isOrdered { return parts.reduce(start) { $2.hash($1, seed: $0) } }
            return KeyHash.mix(parts.reduce(0) { $0 &+ $2.hash($1, seed: start) }, seed: start)
        }
    }

    func areSame(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer) -> Bool {
        if let equals {
            if equals(left, right) { return true }
            guard holdsNaN(left), holdsNaN(right) else { return false }
        }
        if case .bytes(let count) = kind {
            return UnsafeRawBufferPointer(start: left, count: count)
                .elementsEqual(UnsafeRawBufferPointer(start: right, count: count))
        }
        let (left, right) = (KeyParts(of: left, kind), KeyParts(of: right, kind))
        return withExtendedLifetime((left, right)) { left.areSame(right) }
    }
}
