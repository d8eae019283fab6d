@_spi(Reflection) internal import Swift

/// What the runtime's metadata says about a type: the only place that reads it.
enum TypeMetadata {
    /// One stored field of a struct or a class, or one element of a tuple.
    struct Field {
        let name: String
        let type: Any.Type
        let offset: Int
    }

    /// One case of an enum.
    struct Case {
        /// What it carries, if anything.
        let payload: Any.Type?
        /// Whether that is in a box of its own.
        let isIndirect: Bool
    }

    /// The first word of a type's metadata, as the ABI numbers kinds.
    private enum Kind: Int {
        case `struct` = 0x200
        case `enum` = 0x201
        case optional = 0x202
        case opaque = 0x300
        case tuple = 0x301
        case function = 0x302
        case metatype = 0x304
        case existentialMetatype = 0x306
    }

    /// Addresses of code and of types, and what only the compiler knows: none of them has parts.
    static func isWithoutParts(_ type: Any.Type) -> Bool {
        switch Kind(rawValue: word(0, of: type)) {
        case .opaque, .function, .metatype, .existentialMetatype: true
        default: false
        }
    }

    static func isTuple(_ type: Any.Type) -> Bool { word(0, of: type) == Kind.tuple.rawValue }
    static func isStruct(_ type: Any.Type) -> Bool { word(0, of: type) == Kind.struct.rawValue }

    /// - Returns: The fields in order; nil for a type whose fields can't be told.
    static func fields(of type: Any.Type) -> [Field]? {
        guard isTuple(type) || isStruct(type) else { return nil }
        return fields(of: type, isClass: false)
    }

    /// - Returns: The types of a class's fields, those of the classes above it as well, or of what an enum's cases carry; nil where they
    ///   can't be told.
    static func partTypes(of type: Any.Type) -> [Any.Type]? {
        if type is AnyClass { return fields(of: type, isClass: true)?.map(\.type) }
        guard let descriptor = enumDescriptor(of: type) else { return nil }
        return payloadCases(descriptor) == 0 ? [] : cases(of: type)?.compactMap(\.payload)
    }

    /// - Returns: The cases in the order of their numbers; nil for what is no enum, and where they can't be told.
    static func cases(of type: Any.Type) -> [Case]? {
        guard let records = enumDescriptor(of: type).flatMap(fieldRecords) else { return nil }
        var cases: [Case] = []
        for record in records {
            // The lowest bit says that the payload is in a box.
            let isIndirect = record.load(as: UInt32.self) & 1 != 0
            guard let name = relative(record + 4) else {
                cases.append(Case(payload: nil, isIndirect: isIndirect))
                continue
            }
            guard
                let payload = _getTypeByMangledNameInContext(
                    name.assumingMemoryBound(to: UInt8.self), mangledLength(name), genericContext: descriptor(of: type),
                    genericArguments: unsafeBitCast(type, to: UnsafeRawPointer.self) + 2 * MemoryLayout<Int>.size)
            else { return nil }
            cases.append(Case(payload: payload, isIndirect: isIndirect))
        }
        return cases
    }

    /// Whether a struct has a weak or an unowned reference, which doesn't lie in memory as its type says.
    static func hasUncountedReference(_ type: Any.Type) -> Bool {
        guard isStruct(type), let records = descriptor(of: type).flatMap(fieldRecords) else { return false }
        return records.contains { record in
            guard let name = relative(record + 4), case let length = Int(mangledLength(name)), length > 2 else {
                return false
            }
            let (mark, kind) = (
                name.load(fromByteOffset: length - 2, as: UInt8.self),
                name.load(fromByteOffset: length - 1, as: UInt8.self)
            )
            return mark == UInt8(ascii: "X") && "wou".utf8.contains(kind)
        }
    }

    /// The description of a struct or an enum, which all of its specialisations share.
    private static func descriptor(of type: Any.Type) -> UnsafeRawPointer? {
        UnsafeRawPointer(bitPattern: word(1, of: type))
    }

    private static func enumDescriptor(of type: Any.Type) -> UnsafeRawPointer? {
        let kind = Kind(rawValue: word(0, of: type))
        return kind == .enum || kind == .optional ? descriptor(of: type) : nil
    }

    /// Reads a field descriptor: sixteen bytes, then twelve for each field or case, which hold flags and the distances to a mangled
    /// name and to the field's own.
    private static func fieldRecords(_ descriptor: UnsafeRawPointer) -> [UnsafeRawPointer]? {
        guard let fields = relative(descriptor + 16) else { return nil }
        return (0..<Int(fields.load(fromByteOffset: 12, as: UInt32.self))).map { fields + 16 + 12 * $0 }
    }

    /// What the distance at `place` leads to.
    private static func relative(_ place: UnsafeRawPointer) -> UnsafeRawPointer? {
        let distance = Int(place.load(as: Int32.self))
        return distance == 0 ? nil : place + distance
    }

    /// The bytes of a mangled name, which ends with a zero; some of its bytes say that an address follows.
    private static func mangledLength(_ name: UnsafeRawPointer) -> UInt {
        var length = 0
        while true {
            switch name.load(fromByteOffset: length, as: UInt8.self) {
            case 0: return UInt(length)
            case 0x01...0x17: length += 1 + 4
            case 0x18...0x1f: length += 1 + MemoryLayout<Int>.size
            default: length += 1
            }
        }
    }

    private static func fields(of type: Any.Type, isClass: Bool) -> [Field]? {
        var fields: [Field] = []
        let isWalked = _forEachField(of: type, options: _EachFieldOptions(rawValue: isClass ? 1 : 0)) {
            name, offset, field, _ in
            fields.append(Field(name: String(cString: name), type: field, offset: offset))
            return true
        }
        return isWalked ? fields : nil
    }

    /// - Returns: How many cases an enum has, if it is one of Swift's and none of them has a payload: then they are
    ///   numbered from 0. Nil for all other types.
    static func casesWithoutPayload(_ type: Any.Type) -> Int? {
        guard word(0, of: type) == Kind.enum.rawValue, !_typeName(type, qualified: true).hasPrefix("__C."),
            let descriptor = UnsafeRawPointer(bitPattern: word(1, of: type))
        else { return nil }
        return payloadCases(descriptor) == 0 ? Int(descriptor.load(fromByteOffset: 24, as: UInt32.self)) : nil
    }

    /// Behind flags, parent, name, access function and fields, 32 bits each: the low 24 bits are the cases with a payload.
    private static func payloadCases(_ descriptor: UnsafeRawPointer) -> UInt32 {
        descriptor.load(fromByteOffset: 20, as: UInt32.self) & 0xff_ffff
    }

    /// Whether values are nothing but a reference to an object.
    static func isOneReference(_ type: Any.Type) -> Bool {
        guard isStruct(type), size(of: type) == MemoryLayout<AnyObject>.size, let fields = fields(of: type) else {
            return false
        }
        return fields.count == 1 && fields[0].type is AnyClass
    }

    static func size(of type: Any.Type) -> Int {
        func size<Value>(_ type: Value.Type) -> Int { MemoryLayout<Value>.size }
        return _openExistential(type, do: size)
    }

    /// Whether `type` itself, not something around it, is declared in the standard library.
    static func isOfStandardLibrary(_ type: Any.Type) -> Bool { _typeName(type, qualified: true).hasPrefix("Swift.") }

    private static func word(_ index: Int, of type: Any.Type) -> Int {
        unsafeBitCast(type, to: UnsafePointer<Int>.self)[index]
    }
}
