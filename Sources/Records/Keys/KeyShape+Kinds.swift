extension KeyShape.Kind {
    /// How values of `type`, in which there may be a NaN, are taken apart.
    static func of(_ type: Any.Type) -> KeyShape.Kind {
        if let number = type as? any BinaryFloatingPoint.Type, TypeMetadata.isOfStandardLibrary(type) {
            return ofNumber(number)
        }
        if let vector = type as? any SIMD.Type { return ofVector(vector) }
        if let optional = type as? any KeyOptional.Type { return .optional(optional) }
        if let array = type as? any KeyArray.Type { return .array(array) }
        if let collection = type as? any Collection.Type, TypeMetadata.isOfStandardLibrary(type) {
            return ofCollection(collection)
        }
        let isUntold = TypeMetadata.size(of: type) > 0 && TypeMetadata.fields(of: type)?.isEmpty == true
        if isUntold || TypeMetadata.isWithoutParts(type) { return .bytes(TypeMetadata.size(of: type)) }
        if type == AnyHashable.self { return ofErased() }
        if let fields = TypeMetadata.fields(of: type), !TypeMetadata.hasUncountedReference(type) {
            return .fields(fields.map { KeyField(offset: $0.offset, shape: .of($0.type)) })
        }
        if let cases = KeyCases(type) { return .cases(cases) }
        func other<Value>(_ type: Value.Type) -> KeyShape.Kind { ofOther(type) }
        return _openExistential(type, do: other)
    }

    private static func ofNumber<Number: BinaryFloatingPoint>(_ type: Number.Type) -> KeyShape.Kind {
        // Known types are looked at by a loop for them.
        if type == Double.self { return .number { hasNaN($0.assumingMemoryBound(to: Double.self), $1) } }
        if type == Float.self { return .number { hasNaN($0.assumingMemoryBound(to: Float.self), $1) } }
        return .number { hasNaN($0.assumingMemoryBound(to: Number.self), $1) }
    }

    @inline(__always)
    private static func hasNaN<Number: BinaryFloatingPoint>(_ numbers: UnsafePointer<Number>, _ count: Int) -> Bool {
        (0..<count).contains { numbers[$0] != numbers[$0] }
    }

    private static func ofVector<Vector: SIMD>(_ type: Vector.Type) -> KeyShape.Kind {
        .copies(isOrdered: true) { place in
            let vector = place.assumingMemoryBound(to: Vector.self).pointee
            return KeyCopies(vector.indices.map { vector[$0] })
        }
    }

    private static func ofCollection<Values: Collection>(_ type: Values.Type) -> KeyShape.Kind {
        .copies(isOrdered: !(type is any KeyUnordered.Type)) { place in
            KeyCopies(place.assumingMemoryBound(to: Values.self).pointee.map { $0 })
        }
    }

    private static func ofErased() -> KeyShape.Kind {
        .copies(isOrdered: true) { KeyCopies([$0.assumingMemoryBound(to: AnyHashable.self).pointee.base]) }
    }

    /// Objects by their class and their fields, `any` by what is in it.
    private static func ofOther<Value>(_ type: Value.Type) -> KeyShape.Kind {
        .copies(isOrdered: true) { place in
            let value: Any = place.assumingMemoryBound(to: Value.self).pointee
            let dynamic = Swift.type(of: value)
            if dynamic != Value.self, !(Value.self is AnyClass) { return KeyCopies([value]) }
            // What it shows may be anything.
            if value is any CustomReflectable { return nil }
            var copies = KeyCopies([], of: dynamic)
            var mirror = Mirror?.some(Mirror(reflecting: value))
            while let fields = mirror {
                copies.parts += fields.children.map(\.value)
                mirror = fields.superclassMirror
            }
            return copies
        }
    }
}

/// Copies of the parts of a value.
struct KeyCopies {
    /// The class of an object, which tells it from others with the same parts.
    let type: Any.Type?
    var parts: [Any]

    init(_ parts: [Any], of type: Any.Type? = nil) { (self.type, self.parts) = (type, parts) }

    var holdNaN: Bool { parts.contains { Self.holdsNaN($0) } }

    private static func holdsNaN(_ part: Any) -> Bool {
        func holdsNaN<Value>(_ value: Value) -> Bool {
            let shape = KeyShape.of(Value.self)
            return withUnsafePointer(to: value) { shape.holdsNaN($0) }
        }
        return _openExistential(part, do: holdsNaN)
    }
}

/// Tells whether an optional wraps a value, which then lies where the optional does.
protocol KeyOptional {
    static var wrapped: Any.Type { get }
    static func isNil(at place: UnsafeRawPointer) -> Bool
}

extension Optional: KeyOptional {
    static func isNil(at place: UnsafeRawPointer) -> Bool {
        if case .none = place.assumingMemoryBound(to: Self.self).pointee { true } else { false }
    }
}

/// An array whose elements are looked at where they are.
protocol KeyArray {
    static func elements(at place: UnsafeRawPointer) -> KeyElements
}

struct KeyElements {
    let base: UnsafeRawPointer?
    let count: Int
    let stride: Int
    let type: Any.Type

    fileprivate init<Element>(_ elements: UnsafeBufferPointer<Element>) {
        base = UnsafeRawPointer(elements.baseAddress)
        count = elements.count
        stride = MemoryLayout<Element>.stride
        type = Element.self
    }
}

extension Array: KeyArray {
    static func elements(at place: UnsafeRawPointer) -> KeyElements {
        place.assumingMemoryBound(to: Self.self).pointee.withUnsafeBufferPointer { KeyElements($0) }
    }
}

extension ContiguousArray: KeyArray {
    static func elements(at place: UnsafeRawPointer) -> KeyElements {
        place.assumingMemoryBound(to: Self.self).pointee.withUnsafeBufferPointer { KeyElements($0) }
    }
}

/// A collection whose order means nothing.
protocol KeyUnordered {}
extension Set: KeyUnordered {}
extension Dictionary: KeyUnordered {}
