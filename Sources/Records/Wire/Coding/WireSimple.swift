/// A type that is written as a tag and its bytes, without an encoder.
protocol WireSimple {
    func write(to writer: inout WireWriter)

    /// Reads a value from where the reader is.
    ///
    /// - Throws: `WireError`, or `OtherKind` where a value of another type stands.
    static func read(from reader: inout WireReader) throws -> Self
}

/// What is to be done with a simple type.
protocol WireSimpleVisitor {
    associatedtype Result
    associatedtype Failure: Error
    func visit<Simple: WireSimple>(_ type: Simple.Type) throws(Failure) -> Result
}

/// A value of a kind that its reader has no use for.
struct OtherKind: Error {
    let tag: WireTag
}

enum WireSimples {
    /// The only list of the simple types: all that treats them in a special way goes through it.
    ///
    /// Where `type` is known when the code is compiled, nothing is left of it but the visit.
    ///
    /// - Parameter other: Called if `type` is none of them.
    @inline(__always)
    static func visit<Value, Visitor: WireSimpleVisitor>(
        _ type: Value.Type, _ visitor: Visitor, else other: () throws(Visitor.Failure) -> Visitor.Result
    ) throws(Visitor.Failure) -> Visitor.Result {
        if type == Int.self { return try visitor.visit(Int.self) }
        if type == Double.self { return try visitor.visit(Double.self) }
        if type == String.self { return try visitor.visit(String.self) }
        if type == Bool.self { return try visitor.visit(Bool.self) }
        if type == Float.self { return try visitor.visit(Float.self) }
        if type == Int32.self { return try visitor.visit(Int32.self) }
        if type == Int64.self { return try visitor.visit(Int64.self) }
        if type == UInt64.self { return try visitor.visit(UInt64.self) }
        if type == UInt32.self { return try visitor.visit(UInt32.self) }
        if type == UInt8.self { return try visitor.visit(UInt8.self) }
        if type == UInt.self { return try visitor.visit(UInt.self) }
        if type == Int8.self { return try visitor.visit(Int8.self) }
        if type == Int16.self { return try visitor.visit(Int16.self) }
        if type == UInt16.self { return try visitor.visit(UInt16.self) }
        return try other()
    }

    @inline(__always)
    static func includes<Value>(_ type: Value.Type) -> Bool {
        // Most records are larger than any simple type, and asking for a size is less than comparing types.
        MemoryLayout<Value>.size <= MemoryLayout<String>.size && visit(type, WireSimpleCheck()) { false }
    }
}

private struct WireSimpleCheck: WireSimpleVisitor {
    @inline(__always)
    func visit<Simple: WireSimple>(_ type: Simple.Type) -> Bool { true }
}

extension WireReader {
    /// Reads the tag of a value.
    @inline(__always)
    mutating func loadTag() throws(WireError) -> WireTag {
        let byte = try load(UInt8.self)
        guard let tag = WireTag(rawValue: byte) else { throw WireError(message: "a value starts with \(byte)") }
        return tag
    }

    /// Reads a tag, which must be `expected`.
    mutating func expect(_ expected: WireTag) throws {
        let tag = try loadTag()
        guard tag == expected else { throw OtherKind(tag: tag) }
    }
}
