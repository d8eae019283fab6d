@_spi(Reflection) internal import Swift

/// What the runtime's metadata says about a type: the only place that reads it.
enum TypeMetadata {
    /// One stored field of a struct or a class, or one element of a tuple.
    struct Field {
        let name: String
        let type: Any.Type
        let offset: Int
    }

    /// The first word of a type's metadata, as the ABI numbers kinds.
    private enum Kind: Int {
        case `struct` = 0x200
        case `enum` = 0x201
        case tuple = 0x301
    }

    static func isTuple(_ type: Any.Type) -> Bool { word(0, of: type) == Kind.tuple.rawValue }
    static func isStruct(_ type: Any.Type) -> Bool { word(0, of: type) == Kind.struct.rawValue }

    /// - Returns: The fields in order; nil for a type whose fields can't be told.
    static func fields(of type: Any.Type) -> [Field]? {
        guard isTuple(type) || isStruct(type) else { return nil }
        var fields: [Field] = []
        let isWalked = _forEachField(of: type, options: []) { name, offset, field, _ in
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
        // Behind flags, parent, name, access function and fields, 32 bits each: the low 24 bits are the payload cases.
        let payloadCases = descriptor.load(fromByteOffset: 20, as: UInt32.self) & 0xff_ffff
        return payloadCases == 0 ? Int(descriptor.load(fromByteOffset: 24, as: UInt32.self)) : nil
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
