extension TypeMetadata {
    /// Functions for the values of an enum, which stand in a table before its metadata, as the ABI numbers its words.
    private enum EnumWitness: Int {
        case number = 11
        case project = 12
    }

    private typealias Witness = @convention(c) (UnsafeRawPointer, UnsafeRawPointer) -> UInt32

    /// The number of the case of an enum's value.
    static func caseNumber(of type: Any.Type, at place: UnsafeRawPointer) -> Int {
        Int(call(.number, type, place))
    }

    /// Where the payload of an enum's value is.
    ///
    /// - Parameter copy: The bytes of a value that has a payload: whatever tells its case is taken out of them.
    static func payload(of type: Any.Type, in copy: UnsafeMutableRawPointer, _ known: Case) -> UnsafeRawPointer {
        _ = call(.project, type, copy)
        guard known.isIndirect, let payload = known.payload else { return UnsafeRawPointer(copy) }
        // Behind the two words that each object starts with.
        let box = copy.load(as: UnsafeRawPointer.self)
        return (box + 2 * MemoryLayout<Int>.size).alignedUp(toMultipleOf: alignment(of: payload))
    }

    static func alignment(of type: Any.Type) -> Int {
        func alignment<Value>(_ type: Value.Type) -> Int { MemoryLayout<Value>.alignment }
        return _openExistential(type, do: alignment)
    }

    private static func call(_ witness: EnumWitness, _ type: Any.Type, _ place: UnsafeRawPointer) -> UInt32 {
        let metadata = unsafeBitCast(type, to: UnsafePointer<UnsafePointer<Int>>.self)
        return unsafeBitCast(metadata[-1][witness.rawValue], to: Witness.self)(place, UnsafeRawPointer(metadata))
    }
}
