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
        if type != AnyHashable.self, let fields = TypeMetadata.fields(of: type) {
            return .fields(fields.map { KeyField(offset: $0.offset, shape: .of($0.type)) })
        }
        func other<Value>(_ type: Value.Type) -> KeyShape.Kind { ofOther(type) }
        return _openExistential(type, do: other)
    }

    private static func ofNumber<Number: BinaryFloatingPoint>(_ type: Number.Type) -> KeyShape.Kind {
        .number { $0.assumingMemoryBound(to: Number.self).pointee.isNaN }
    }

    private static func ofVector<Vector: SIMD>(_ type: Vector.Type) -> KeyShape.Kind {
        .copies(isOrdered: true) { place in
            let vector = place.assumingMemoryBound(to: Vector.self).pointee
            return ("", vector.indices.map { vector[$0] })
        }
    }

    private static func ofCollection<Values: Collection>(_ type: Values.Type) -> KeyShape.Kind {
        .copies(isOrdered: !(type is any KeyUnordered.Type)) { place in
            ("", place.assumingMemoryBound(to: Values.self).pointee.map { $0 })
        }
    }

    /// Enums by their case and what it carries, objects by their fields, `AnyHashable` and `any` by what is in them.
    private static func ofOther<Value>(_ type: Value.Type) -> KeyShape.Kind {
        .copies(isOrdered: true) { place in
            let value: Any = place.assumingMemoryBound(to: Value.self).pointee
            if let any = value as? AnyHashable, Value.self == AnyHashable.self { return ("", [any.base]) }
            if Swift.type(of: value) != Value.self, !(Value.self is AnyClass) { return ("", [value]) }
            var (label, parts) = ("", [] as [Any])
            var mirror = Mirror?.some(Mirror(reflecting: value))
            while let fields = mirror {
                for child in fields.children {
                    label += "\(child.label ?? "") "
                    parts.append(child.value)
                }
                mirror = fields.superclassMirror
            }
            return (label, parts)
        }
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
