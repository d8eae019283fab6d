/// The parts of one value, in memory of the value or of its own.
struct KeyParts {
    /// What tells values with the same parts apart, such as the case of an enum.
    private(set) var label = ""
    private(set) var isOrdered = true
    private(set) var count = 0
    private let place: (Int) -> (UnsafeRawPointer, KeyShape)

    init(of value: UnsafeRawPointer, _ kind: KeyShape.Kind) {
        switch kind {
        case .exact, .number:
            place = { preconditionFailure("part \($0) of a number") }
        case .fields(let fields):
            count = fields.count
            place = { (value + fields[$0].offset, fields[$0].shape) }
        case .optional(let type):
            count = type.isNil(at: value) ? 0 : 1
            let shape = KeyShape.of(type.wrapped)
            place = { _ in (value, shape) }
        case .array(let type):
            let elements = type.elements(at: value)
            count = elements.count
            let shape = KeyShape.of(elements.type)
            place = { (elements.base! + $0 * elements.stride, shape) }
        case .copies(let isOrdered, let parts):
            let copies = parts(value)
            label = copies.label
            self.isOrdered = isOrdered
            count = copies.parts.count
            let kept = copies.parts.map(KeptPart.of)
            place = { kept[$0].place }
        }
    }

    func contains(_ isFound: (UnsafeRawPointer, KeyShape) -> Bool) -> Bool {
        for index in 0..<count {
            let (place, shape) = place(index)
            if isFound(place, shape) { return true }
        }
        return false
    }

    func reduce(_ initial: UInt64, _ next: (UInt64, UnsafeRawPointer, KeyShape) -> UInt64) -> UInt64 {
        (0..<count).reduce(initial) { result, index in
            let (place, shape) = place(index)
            return next(result, place, shape)
        }
    }

    func areSame(_ other: KeyParts) -> Bool {
        guard count == other.count, label == other.label else { return false }
        if isOrdered { return (0..<count).allSatisfy { isSame($0, other, $0) } }
        // Only parts of equal hashes have to be compared.
        var candidates = Dictionary(grouping: 0..<count) { other.hash($0) }
        return (0..<count).allSatisfy { index in
            let hash = hash(index)
            guard let found = candidates[hash]?.firstIndex(where: { isSame(index, other, $0) }) else { return false }
            candidates[hash]?.remove(at: found)
            return true
        }
    }

    private func isSame(_ index: Int, _ other: KeyParts, _ otherIndex: Int) -> Bool {
        let (left, shape) = place(index)
        let (right, otherShape) = other.place(otherIndex)
        return shape === otherShape && shape.areSame(left, right)
    }

    private func hash(_ index: Int) -> UInt64 {
        let (place, shape) = place(index)
        return shape.hash(place, seed: 0)
    }
}

/// A copy of a part, which stays where it is.
private class KeptPart: @unchecked Sendable {
    let place: (UnsafeRawPointer, KeyShape)

    fileprivate init(_ place: UnsafeRawPointer, _ shape: KeyShape) { self.place = (place, shape) }

    static func of(_ part: Any) -> KeptPart {
        func keep<Value>(_ value: Value) -> KeptPart { KeptValue(value) }
        return _openExistential(part, do: keep)
    }
}

private final class KeptValue<Value>: KeptPart, @unchecked Sendable {
    private let memory: UnsafeMutablePointer<Value>

    init(_ value: Value) {
        memory = .allocate(capacity: 1)
        memory.initialize(to: value)
        super.init(memory, KeyShape.of(Value.self))
    }

    deinit {
        memory.deinitialize(count: 1)
        memory.deallocate()
    }
}
