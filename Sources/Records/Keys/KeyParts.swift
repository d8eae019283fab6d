/// The parts of one value, in memory of the value or of its own.
struct KeyParts {
    /// What tells values with the same parts apart: the case of an enum, the class of an object.
    private(set) var number = 0
    private var type: Any.Type?
    /// Whether nothing is known of its parts.
    private var isOpaque = false
    private(set) var isOrdered = true
    private(set) var count = 0
    private let place: (Int) -> (UnsafeRawPointer, KeyShape)

    init(of value: UnsafeRawPointer, _ kind: KeyShape.Kind) {
        switch kind {
        case .whole, .bytes, .number:
            place = { preconditionFailure("part \($0) of a value without parts") }
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
        case .cases(let cases):
            number = cases.number(at: value)
            let payload = cases.payload(at: value, number)
            count = payload == nil ? 0 : 1
            place = { _ in payload!.place }
        case .copies(let isOrdered, let parts):
            let copies = parts(value)
            type = copies?.type
            isOpaque = copies == nil
            self.isOrdered = isOrdered
            let kept = (copies?.parts ?? []).map(KeptPart.of)
            count = kept.count
            place = { kept[$0].place }
        }
    }

    /// What ``number`` is and the class is called: the same in all processes.
    var label: UInt64 {
        KeyHash.hash(type.map(TypeName.of) ?? "", seed: UInt64(truncatingIfNeeded: number))
    }

    func reduce(_ initial: UInt64, _ next: (UInt64, UnsafeRawPointer, KeyShape) -> UInt64) -> UInt64 {
        (0..<count).reduce(initial) { result, index in
            let (place, shape) = place(index)
            return next(result, place, shape)
        }
    }

    func areSame(_ other: KeyParts) -> Bool {
        guard !isOpaque, count == other.count, number == other.number, type == other.type else { return false }
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
class KeptPart: @unchecked Sendable {
    let place: (UnsafeRawPointer, KeyShape)

    init(_ place: UnsafeRawPointer, _ shape: KeyShape) { self.place = (place, shape) }

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
